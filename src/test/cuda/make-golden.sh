#!/usr/bin/env bash
# Makes the golden vectors of the kernels anew with g++ 12 or newer: the kernels' own source, run on the CPU.
set -euo pipefail
cd "$(dirname "$0")"
golden="../resources/golden/gpu"
build="$(mktemp -d)"
trap 'rm -rf "$build"' EXIT
# No contraction: an operation is what is written.
g++ -std=c++20 -O1 -ffp-contract=off -pthread -w -o "$build/golden" golden.cpp
mkdir -p "$golden"
"$build/golden" "$golden" 1
