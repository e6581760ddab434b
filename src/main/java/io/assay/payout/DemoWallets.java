package io.assay.payout;

import io.assay.platform.AssayConfig;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Keys;
import org.web3j.utils.Numeric;

/**
 * Wallets for people who bring none, on the embedded chain only: an address from a secret of this
 * home folder and the labeler's index. Anyone may set a wallet of their own before the first
 * payout.
 */
@ApplicationScoped
class DemoWallets {
  private final Jdbi jdbi;
  private final AssayConfig config;

  DemoWallets(Jdbi jdbi, AssayConfig config) {
    this.jdbi = jdbi;
    this.config = config;
  }

  private record Missing(java.util.UUID id, long index) {}

  /** Gives every labeler with earnings and no wallet one. */
  void assignMissing() {
    if (!config.embedded().chain()) {
      return;
    }
    QuarkusTransaction.joiningExisting().run(this::assign);
  }

  private void assign() {
    jdbi.useHandle(
        handle -> {
          List<Missing> missing =
              handle
                  .createQuery(
                      """
                      SELECT a.id, a.labeler_index FROM account a
                      WHERE a.wallet_address IS NULL AND a.erased_at IS NULL
                        AND EXISTS (SELECT 1 FROM ledger_entry l WHERE l.labeler_id = a.id)
                      """)
                  .map(
                      (row, context) ->
                          new Missing(
                              row.getObject("id", java.util.UUID.class),
                              row.getLong("labeler_index")))
                  .list();
          if (missing.isEmpty()) {
            return;
          }
          String secret = secret();
          var batch =
              handle.prepareBatch(
                  "UPDATE account SET wallet_address = :wallet WHERE id = :id AND wallet_address IS"
                      + " NULL");
          for (Missing one : missing) {
            batch.bind("id", one.id()).bind("wallet", address(secret, one.index())).add();
          }
          batch.execute();
        });
  }

  private static String address(String secret, long index) {
    byte[] seed = (secret + "/" + index).getBytes(StandardCharsets.UTF_8);
    BigInteger key = Numeric.toBigInt(Hash.sha3(seed));
    return Keys.toChecksumAddress(
        Credentials.create(Numeric.toHexStringWithPrefix(key)).getAddress());
  }

  private synchronized String secret() {
    Path file = config.home().resolve("chain/demo-wallets.secret");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        Files.writeString(file, Numeric.toHexStringNoPrefix(bytes));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
