#!/bin/sh
# Installs the npm packages of the current folder when its lock file is newer than what is installed.
test node_modules/.package-lock.json -nt package-lock.json ||
  { npm ci --prefer-offline --ignore-scripts --no-audit --no-fund && touch node_modules/.package-lock.json; }
