#!/usr/bin/env bash
# Rebuilds PTX and golden vectors and compares them with the committed ones, byte by byte; needs nvcc and g++.
set -euo pipefail
cd "$(dirname "$0")"
made="$(mktemp -d)"
trap 'rm -rf "$made"' EXIT
./build.sh "$made/ptx"
diff -r "$made/ptx" ../resources/cuda
../../test/cuda/make-golden.sh "$made/golden"
diff -r "$made/golden" ../../test/resources/golden/gpu
echo "PTX and golden vectors are those of the sources."
