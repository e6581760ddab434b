package io.assay.account;

import java.time.Duration;

/** A kind of value by which accounts of one person are known; kept as keyed hash alone. */
enum EvidenceKind {
  /** A random text the browser keeps. Only with consent. */
  STORAGE_TOKEN("IDENTITY", true),
  /** Coarse traits of the device: screen, language, platform. Only with consent. */
  DEVICE("DEVICE", true),
  /** The network address a request came from. */
  ADDRESS("NETWORK", false),
  /** The network it is in: /24 of IPv4, /48 of IPv6. */
  NETWORK_PREFIX("NETWORK", false);

  private final String family;
  private final boolean onDevice;

  EvidenceKind(String family, boolean onDevice) {
    this.family = family;
    this.onDevice = onDevice;
  }

  String family() {
    return family;
  }

  /** Whether it is read from the person's own device, which takes consent. */
  boolean onDevice() {
    return onDevice;
  }

  Duration retention(AccountConfig config) {
    return switch (this) {
      case STORAGE_TOKEN -> config.storageTokenRetention();
      case DEVICE -> config.deviceRetention();
      case ADDRESS, NETWORK_PREFIX -> config.addressRetention();
    };
  }
}
