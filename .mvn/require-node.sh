#!/bin/sh
# Stops the build early, with the remedy, where Node is absent or too old for the frontend's tools.
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo "Assay builds its web UI and contracts with Node: install Node 20.19 or newer, with npm, and run the build again." >&2
  exit 1
fi
node -e '
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Assay needs Node 20.19 or newer; this one is ${process.versions.node}.`);
  process.exit(1);
}'
