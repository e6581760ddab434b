package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.account.WalletAddress;
import io.assay.platform.TestChain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.protocol.Web3j;

class ChainWalletsTest {
  private static final Credentials OWNER = Credentials.create("0x" + "17".repeat(32));
  private static final Credentials OTHER = Credentials.create("0x" + "18".repeat(32));
  private static final byte[] HASH =
      Hash.sha3("a message".getBytes(java.nio.charset.StandardCharsets.UTF_8));

  @TempDir static Path home;
  private static TestChain chain;
  private static Web3j node;

  @BeforeAll
  static void start() throws IOException {
    chain = TestChain.start(home);
    node = ChainNode.connect(chain.rpcUrl());
  }

  @AfterAll
  static void stop() throws IOException {
    node.shutdown();
    chain.close();
  }

  private static boolean accepts(String wallet, byte[] hash, byte[] signature) {
    return ChainWallets.isSigned(
        node, new WalletAddress(Keys.toChecksumAddress(wallet)), hash, signature);
  }

  private static byte[] sign(Credentials key, byte[] hash) {
    Sign.SignatureData signature = Sign.signMessage(hash, key.getEcKeyPair(), false);
    byte[] bytes = new byte[65];
    System.arraycopy(signature.getR(), 0, bytes, 0, 32);
    System.arraycopy(signature.getS(), 0, bytes, 32, 32);
    bytes[64] = signature.getV()[0];
    return bytes;
  }

  @Test
  void contractWallet_acceptsItsOwner_andNobodyElse() throws Exception {
    String wallet = TestWallets.owned(chain.rpcUrl(), OWNER.getAddress());
    assertThat(accepts(wallet, HASH, sign(OWNER, HASH))).isTrue();
    assertThat(accepts(wallet, HASH, sign(OTHER, HASH))).isFalse();
    assertThat(accepts(wallet, Hash.sha3(HASH), sign(OWNER, HASH))).isFalse();
    assertThat(accepts(wallet, HASH, new byte[0])).isFalse();
    assertThat(accepts(OTHER.getAddress(), HASH, sign(OTHER, HASH)))
        .as("an address without code")
        .isFalse();
  }

  @Test
  void hostileWallets_areRefusedInTime() throws Exception {
    for (int way = 0; way < TestWallets.HOSTILE_WAYS; way++) {
      String wallet = TestWallets.hostile(chain.rpcUrl(), way);
      Instant before = Instant.now();
      assertThat(accepts(wallet, HASH, sign(OWNER, HASH))).as("way " + way).isFalse();
      assertThat(Duration.between(before, Instant.now()))
          .as("way " + way)
          .isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void nodeThatDoesNotAnswer_isUnavailable_inTime() throws Exception {
    try (java.net.ServerSocket silent = new java.net.ServerSocket(0)) {
      Web3j mute = ChainNode.connect("http://localhost:" + silent.getLocalPort());
      Instant before = Instant.now();
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () ->
                  ChainWallets.isSigned(
                      mute, new WalletAddress("0x" + "ab".repeat(20)), HASH, HASH))
          .isInstanceOf(ChainGateway.Unavailable.class);
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(20));
      mute.shutdown();
    }
  }
}
