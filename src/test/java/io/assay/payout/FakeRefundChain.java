package io.assay.payout;

import io.assay.account.WalletAddress;
import io.assay.platform.TokenAmount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A vault that knows escrows and refunds, and dies where it is told to. */
final class FakeRefundChain extends Clock implements ChainGateway {
  /** Not caught by anybody, as a killed process catches nothing. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  static final Duration NOTICE = Duration.ofMinutes(1);

  private static final class Vault {
    long available;
    long received;
    long refunded;
    long finallyRefunded;
    Instant refundableAt = Instant.MAX;
  }

  private final Map<UUID, Vault> vaults = new TreeMap<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int calls;
  private int failing = -1;
  private boolean after;
  private boolean kill;

  /** Total that ever left the vault, and how often. */
  long paidBack;

  int payments;

  void failAt(int call, boolean afterwards, boolean killed) {
    calls = 0;
    failing = call;
    after = afterwards;
    kill = killed;
  }

  int calls() {
    return calls;
  }

  void pass(Duration time) {
    now = now.plus(time);
    vaults.values().forEach(vault -> vault.finallyRefunded = vault.refunded);
  }

  private Vault vault(UUID dataset) {
    return vaults.computeIfAbsent(dataset, id -> new Vault());
  }

  private interface Act<T> {
    T run();
  }

  private <T> T call(Act<T> act) {
    int place = calls++;
    if (place == failing && !after) {
      fail();
    }
    T result = act.run();
    if (place == failing) {
      fail();
    }
    return result;
  }

  private void fail() {
    if (kill) {
      throw new Killed();
    }
    throw new Unavailable("no answer");
  }

  @Override
  public String fund(UUID dataset, TokenAmount total) {
    return call(
        () -> {
          Vault vault = vault(dataset);
          long missing = total.baseUnits().longValueExact() - vault.received;
          if (missing > 0) {
            vault.available += missing;
            vault.received += missing;
            vault.refundableAt = Instant.MAX;
          }
          return "";
        });
  }

  @Override
  public Escrow escrow(UUID dataset) {
    return call(
        () -> {
          Vault vault = vault(dataset);
          return new Escrow(
              TokenAmount.of(vault.available),
              TokenAmount.of(vault.refunded),
              vault.refundableAt.equals(Instant.MAX) ? null : vault.refundableAt);
        });
  }

  @Override
  public TokenAmount finallyRefunded(UUID dataset) {
    return call(() -> TokenAmount.of(vault(dataset).finallyRefunded));
  }

  @Override
  public String announceClose(UUID dataset) {
    return call(
        () -> {
          if (vault(dataset).available == 0) {
            throw new IllegalStateException("NotFunded");
          }
          vault(dataset).refundableAt = now.plus(NOTICE);
          return "0xannounced";
        });
  }

  @Override
  public String refund(UUID dataset, TokenAmount total) {
    return call(
        () -> {
          Vault vault = vault(dataset);
          long amount = total.baseUnits().longValueExact() - vault.refunded;
          if (amount <= 0) {
            return "";
          }
          if (amount > vault.available || now.isBefore(vault.refundableAt)) {
            throw new IllegalStateException("refused");
          }
          vault.available -= amount;
          vault.refunded += amount;
          vault.refundableAt = Instant.MAX;
          paidBack += amount;
          payments++;
          return "0xrefunded";
        });
  }

  @Override
  public Duration notice() {
    return NOTICE;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Deployment deployment() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long activeEpoch() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long finalEpoch() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String settle(Epoch epoch, Map<UUID, TokenAmount> allocations) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String claim(long index, WalletAddress account, TokenAmount cumulative, String proof) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TokenAmount claimed(long index) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TokenAmount balance(WalletAddress account) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TokenAmount vaultBalance() {
    throw new UnsupportedOperationException();
  }

  @Override
  public TokenAmount treasury() {
    throw new UnsupportedOperationException();
  }
}
