package io.assay.payout;

import io.assay.account.WalletAddress;
import io.assay.payout.custody.Duty;
import io.assay.payout.custody.KeyRefused;
import io.assay.payout.custody.KeySource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What the configuration says of the keys, and the one line for whoever it says too little to. */
final class KeySources {
  private static final String PREFIX = "assay.payout.keys.";

  private KeySources() {}

  /**
   * The source of each duty's key.
   *
   * @param formerKey what the property says that once held one plain key for everything
   * @param development whether the chain is one where a plain key is allowed; asked only where one
   *     is configured
   * @throws KeyRefused if a duty has no key, more than one, or a plain one where none may be
   */
  static Map<Duty, KeySource> read(
      CustodyConfig config, Optional<String> formerKey, BooleanSupplier development) {
    if (formerKey.isPresent()) {
      throw new KeyRefused(
          "assay.payout.operator-key is a plain private key and is not taken any more: "
              + whatToSet("(poster|sponsor|relayer)"));
    }
    Map<Duty, KeySource> sources = new EnumMap<>(Duty.class);
    for (Duty duty : Duty.values()) {
      sources.put(duty, source(config, duty, development));
    }
    return sources;
  }

  private static KeySource source(CustodyConfig config, Duty duty, BooleanSupplier development) {
    CustodyConfig.Source source =
        switch (duty) {
          case POSTER -> config.poster();
          case SPONSOR -> config.sponsor();
          case RELAYER -> config.relayer();
        };
    String name = PREFIX + duty.word();
    List<String> given = new ArrayList<>();
    source.keystore().ifPresent(file -> given.add("keystore"));
    source.address().ifPresent(address -> given.add("address"));
    source.developmentKey().ifPresent(key -> given.add("development-key"));
    if (given.isEmpty()) {
      throw new KeyRefused(
          "there is no key for the " + duty.word() + ": " + whatToSet(duty.word()));
    }
    if (given.size() > 1) {
      throw new KeyRefused(name + " has more than one key: " + given + "; leave one");
    }
    return switch (given.get(0)) {
      case "keystore" ->
          new KeySource.Keystore(
              source.keystore().orElseThrow(),
              source
                  .passphraseFile()
                  .orElseThrow(() -> new KeyRefused("set " + name + ".passphrase-file")));
      case "address" -> remote(config, name, source.address().orElseThrow());
      default -> {
        if (!development.getAsBoolean()) {
          throw new KeyRefused(
              name
                  + ".development-key is a plain private key, which only a development chain (id "
                  + DevelopmentChain.ID
                  + ") on this machine may have: "
                  + whatToSet(duty.word()));
        }
        yield new KeySource.Development(source.developmentKey().orElseThrow());
      }
    };
  }

  private static KeySource remote(CustodyConfig config, String name, String address) {
    String url =
        config.signerUrl().orElseThrow(() -> new KeyRefused("set " + PREFIX + "signer-url"));
    try {
      return KeySource.Remote.of(
          url, config.signerMethod(), config.signerTimeout(), new WalletAddress(address));
    } catch (IllegalArgumentException e) {
      throw new KeyRefused(name + ".address: " + e.getMessage());
    }
  }

  private static String whatToSet(String duty) {
    return "set "
        + PREFIX
        + duty
        + ".keystore and .passphrase-file (the command 'keys new' makes one), or .address with "
        + PREFIX
        + "signer-url";
  }
}
