#!/usr/bin/env bash
# Makes the golden vectors of the kernels anew with g++ 12 or newer, the kernels' own source run on the CPU, and writes them
# into a folder: make-golden.sh [FOLDER], without one into the test resources.
set -euo pipefail
golden="$(realpath -m "${1:-$(dirname "$0")/../resources/golden/gpu}")"
cd "$(dirname "$0")"
build="$(mktemp -d)"
trap 'rm -rf "$build"' EXIT
# No contraction: an operation is what is written.
g++ -std=c++20 -O1 -ffp-contract=off -w -o "$build/golden" golden.cpp
mkdir -p "$golden"
"$build/golden" "$golden" 1
