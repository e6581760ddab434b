#!/usr/bin/env bash
# Compiles the kernels and writes PTX and manifest into a folder: build.sh FOLDER. Without a folder into the resources, where
# they are committed, so that only who changes a kernel needs nvcc. The header is lowered to a version that older drivers
# take; the kernels use nothing newer.
set -euo pipefail
cd "$(dirname "$0")"
folder="${1:-../resources/cuda}"
mkdir -p "$folder"

flags=(-std=c++17 -O3 --ptx -arch=compute_80)
version=7.0
kernels=(dawid_skene pairs reduction softmax_head)

for kernel in "${kernels[@]}"; do
  nvcc "${flags[@]}" -o "$folder/$kernel.ptx" "$kernel.cu"
  sed -i "s/^\.version .*/.version $version/" "$folder/$kernel.ptx"
done

sha() { sha256sum "$1" | cut -d ' ' -f 1; }
{
  echo "compiler=$(nvcc --version | grep -o 'release.*')"
  echo "flags=${flags[*]}"
  echo "version=$version"
  for source in arithmetic.cuh "${kernels[@]/%/.cu}"; do
    echo "source.$source=$(sha "$source")"
  done
  for kernel in "${kernels[@]}"; do
    echo "ptx.$kernel.ptx=$(sha "$folder/$kernel.ptx")"
  done
} >"$folder/manifest.properties"
