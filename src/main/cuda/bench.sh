#!/usr/bin/env bash
# Measures the GPU on a machine that has nothing but a driver.
#   bench.sh pack          after mvn -B package: writes target/gpu-bench.tgz, with a Java runtime
#   bench.sh               there: tar xzf gpu-bench.tgz && gpu-bench/bench.sh [OPTIONS]; figures are printed and written
#                          to gpu-bench/out/bench/gpu.json. Options as rows=4000000, see io.assay.validation.gpu.GpuBenchmark.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"

if [ "${1:-}" = pack ]; then
  root="$(cd "$here/../../.." && pwd)"
  java_home="$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")"
  pack="$root/target/gpu-bench"
  rm -rf "$pack"
  mkdir -p "$pack/lib" "$pack/classes"
  "$java_home/bin/jlink" --add-modules java.base,java.logging --strip-debug --no-header-files --no-man-pages --output "$pack/runtime"
  for classes in classes test-classes; do
    (cd "$root/target/$classes" &&
      find . \( -path './io/assay/validation/*' -o -path './io/assay/Bench*' -o -path './cuda/*' \) -type f -print0 |
      tar c --null -T -) | tar x -C "$pack/classes"
  done
  cp "$root"/target/quarkus-app/lib/*/org.jcuda.*.jar "$root"/target/quarkus-app/lib/*/org.jboss.logging.jboss-logging-*.jar "$pack/lib"
  cp "$here/bench.sh" "$pack"
  tar czf "$root/target/gpu-bench.tgz" -C "$root/target" gpu-bench
  echo "target/gpu-bench.tgz"
  exit
fi

memory_kib="$(grep MemAvailable /proc/meminfo | tr -dc 0-9)"
exec "$here/runtime/bin/java" -Xmx$((memory_kib * 3 / 4))k -Dbench.options="$*" -cp "$here/classes:$here/lib/*" \
  io.assay.validation.gpu.GpuBenchmark "$here/out"
