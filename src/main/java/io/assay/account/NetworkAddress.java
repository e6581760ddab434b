package io.assay.account;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where in the internet a request came from.
 *
 * @param address all of it, as hexadecimal digits
 * @param prefix the network it is in: the first 24 bits of IPv4, the first 48 of IPv6
 */
record NetworkAddress(String address, String prefix) {
  /** Digits of an address, so that nothing here is ever looked up by name. */
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F.:]+");

  private static final int IPV4_BYTES = 4;
  private static final int IPV4_PREFIX_BYTES = 3;
  private static final int IPV6_PREFIX_BYTES = 6;

  /** Nothing where the address is none of the internet: loopback, private, link-local. */
  static Optional<NetworkAddress> of(String text) {
    String literal = text.split("%", 2)[0];
    if (!LITERAL.matcher(literal).matches()) {
      return Optional.empty();
    }
    try {
      InetAddress parsed = InetAddress.getByName(literal);
      byte[] bytes = parsed.getAddress();
      boolean uniqueLocal = bytes.length != IPV4_BYTES && (bytes[0] & 0xfe) == 0xfc;
      if (parsed.isLoopbackAddress()
          || parsed.isSiteLocalAddress()
          || parsed.isLinkLocalAddress()
          || parsed.isAnyLocalAddress()
          || uniqueLocal) {
        return Optional.empty();
      }
      int kept = bytes.length == IPV4_BYTES ? IPV4_PREFIX_BYTES : IPV6_PREFIX_BYTES;
      HexFormat hex = HexFormat.of();
      return Optional.of(
          new NetworkAddress(hex.formatHex(bytes), hex.formatHex(Arrays.copyOf(bytes, kept))));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
