#!/usr/bin/env bash
# Builds the emulated driver with g++ 12 or newer and runs the tests that need a GPU on it:
#   emulate-driver.sh [MAVEN OPTIONS]
set -euo pipefail
cd "$(dirname "$0")"
root="$(cd ../../.. && pwd)"
driver="$root/target/emulated-driver"
mkdir -p "$driver"
g++ -std=c++20 -O2 -ffp-contract=off -w -shared -fPIC -o "$driver/libcuda.so.1" emulated_driver.cpp
cd "$root"
LD_LIBRARY_PATH="$driver" mvn -B -Pgpu -Dgpu.size=500 "$@" test
