package io.assay.payout.custody;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.web3j.service.TxSignService;

/** The keys that sign for the vault, one a duty. */
public final class PayoutKeys {
  private final Map<Duty, TxSignService> signers;

  private PayoutKeys(Map<Duty, TxSignService> signers) {
    this.signers = signers;
  }

  /**
   * Opens the keys of all duties.
   *
   * @param shared whether one key may have several duties, which is for the embedded chain
   * @throws KeyRefused if a key cannot be had, or one has two duties
   */
  public static PayoutKeys open(Map<Duty, KeySource> sources, boolean shared) {
    Map<Duty, TxSignService> signers = new EnumMap<>(Duty.class);
    for (Duty duty : Duty.values()) {
      TxSignService signer = Objects.requireNonNull(sources.get(duty), duty.word()).open();
      signers.forEach(
          (earlier, other) -> {
            if (!shared && other.getAddress().equalsIgnoreCase(signer.getAddress())) {
              throw new KeyRefused(
                  "the keys of %s and %s are one, %s: no single key may both propose and pay; give each duty its own"
                      .formatted(earlier.word(), duty.word(), signer.getAddress()));
            }
          });
      signers.put(duty, signer);
    }
    return new PayoutKeys(signers);
  }

  public TxSignService signer(Duty duty) {
    return Objects.requireNonNull(signers.get(duty));
  }

  /** Whose signatures they are; 0x and 40 hexadecimal digits. */
  public String address(Duty duty) {
    return signer(duty).getAddress();
  }

  /** Why remote signers could not sign now, a phrase each. */
  public List<String> listTroubles() {
    return signers.values().stream()
        .flatMap(
            signer -> signer instanceof RemoteSigner far ? far.trouble().stream() : Stream.empty())
        .distinct()
        .toList();
  }

  /** The addresses by duty. */
  @Override
  public String toString() {
    return signers.entrySet().stream()
        .map(signer -> signer.getKey().word() + " " + signer.getValue().getAddress())
        .collect(Collectors.joining(", "));
  }
}
