package io.assay.fraud.copying;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Pairs with enough common items and their log e-values, ascending by the numbers of the two. */
final class MeasuredPairs {
  /** One of them. */
  record Pair(int a, int b, double logEValue) {}

  private int[] a = new int[16];
  private int[] b = new int[16];
  private double[] logEValue = new double[16];
  private int size;

  void add(int first, int second, double value) {
    if (size == a.length) {
      a = Arrays.copyOf(a, 2 * size);
      b = Arrays.copyOf(b, 2 * size);
      logEValue = Arrays.copyOf(logEValue, 2 * size);
    }
    a[size] = first;
    b[size] = second;
    logEValue[size++] = value;
  }

  void addAll(MeasuredPairs other) {
    int needed = size + other.size;
    if (needed > a.length) {
      int length = Math.max(needed, 2 * a.length);
      a = Arrays.copyOf(a, length);
      b = Arrays.copyOf(b, length);
      logEValue = Arrays.copyOf(logEValue, length);
    }
    System.arraycopy(other.a, 0, a, size, other.size);
    System.arraycopy(other.b, 0, b, size, other.size);
    System.arraycopy(other.logEValue, 0, logEValue, size, other.size);
    size = needed;
  }

  int size() {
    return size;
  }

  int a(int i) {
    return a[i];
  }

  int b(int i) {
    return b[i];
  }

  double logEValue(int i) {
    return logEValue[i];
  }

  void set(int i, double value) {
    logEValue[i] = value;
  }

  double[] logEValues() {
    return Arrays.copyOf(logEValue, size);
  }

  /** Pairs with at least this log e-value. */
  IntStream over(double minLogEValue) {
    return IntStream.range(0, size).filter(i -> logEValue[i] >= minLogEValue);
  }

  Pair pair(int i) {
    return new Pair(a[i], b[i], logEValue[i]);
  }
}
