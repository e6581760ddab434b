package io.assay.validation.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a kernel made of drawn inputs, as src/test/cuda/make-golden.sh has written it down. */
final class GoldenVectors {
  private static final int HEXADECIMAL = 16;
  private static final int FIRST_VALUE = 2;

  private final Map<String, String[]> lines = new HashMap<>();

  private GoldenVectors(Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split(" ");
      lines.put(words[0], words);
    }
  }

  static GoldenVectors of(String name) throws IOException {
    return new GoldenVectors(Path.of("src/test/resources/golden/gpu", name + "-seed1.txt"));
  }

  int[] ints(String name) {
    String[] words = lines.get(name);
    int[] value = new int[words.length - FIRST_VALUE];
    for (int i = 0; i < value.length; i++) {
      value[i] = Integer.parseUnsignedInt(words[i + FIRST_VALUE], HEXADECIMAL);
    }
    return value;
  }

  long[] longs(String name) {
    String[] words = lines.get(name);
    long[] value = new long[words.length - FIRST_VALUE];
    for (int i = 0; i < value.length; i++) {
      value[i] = Long.parseUnsignedLong(words[i + FIRST_VALUE], HEXADECIMAL);
    }
    return value;
  }

  float[] floats(String name) {
    int[] bits = ints(name);
    float[] value = new float[bits.length];
    for (int i = 0; i < value.length; i++) {
      value[i] = Float.intBitsToFloat(bits[i]);
    }
    return value;
  }

  /** The bits of the floats kept under a name. */
  int[] bits(String name) {
    return ints(name);
  }

  /** The bits of floats, to compare. */
  static int[] bits(float[] value) {
    int[] bits = new int[value.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(value[i]);
    }
    return bits;
  }
}
