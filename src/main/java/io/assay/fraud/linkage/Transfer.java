package io.assay.fraud.linkage;

import java.math.BigInteger;

/**
 * One transfer of tokens.
 *
 * @param amount in base units
 * @param block the block it stands in, and with {@code place} its order
 * @param place its place in the block
 */
public record Transfer(String from, String to, BigInteger amount, long block, int place)
    implements Comparable<Transfer> {
  @Override
  public int compareTo(Transfer other) {
    int order = Long.compare(block, other.block);
    order = order != 0 ? order : Integer.compare(place, other.place);
    order = order != 0 ? order : from.compareTo(other.from);
    return order != 0 ? order : to.compareTo(other.to);
  }
}
