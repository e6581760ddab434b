package io.assay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.http.HttpService;

class EmbeddedChainTest {
  private static final String RECEIVER = "0x00000000000000000000000000000000000Abc01";

  @TempDir Path home;

  @Test
  void state_afterStopAndStart_isStillThere() throws Exception {
    long pid;
    try (EmbeddedChain chain = EmbeddedChain.start(home)) {
      pid = chain.pid();
      assertThat(chainId(chain)).isEqualTo(EmbeddedChain.CHAIN_ID);
      send(chain, 7);
    }
    assertThat(ProcessHandle.of(pid)).as("no orphan").isEmpty();
    assertThat(home.resolve("chain/anvil.pid")).doesNotExist();
    try (EmbeddedChain chain = EmbeddedChain.start(home)) {
      assertThat(balance(chain)).isEqualTo(7);
    }
  }

  @Test
  void start_afterTheParentWasKilled_usesTheRunningNode() throws Exception {
    // A killed parent never closes: the node and its pid file stay behind.
    EmbeddedChain orphan = EmbeddedChain.start(home);
    send(orphan, 9);
    try (EmbeddedChain chain = EmbeddedChain.start(home)) {
      assertThat(chain.pid()).isEqualTo(orphan.pid());
      assertThat(chain.rpcUrl()).isEqualTo(orphan.rpcUrl());
      assertThat(balance(chain)).isEqualTo(9);
    }
    assertThat(ProcessHandle.of(orphan.pid())).as("closed through the second").isEmpty();
  }

  @Test
  void start_afterTheNodeWasKilled_hasTheStateOfASecondAgo() throws Exception {
    EmbeddedChain killed = EmbeddedChain.start(home);
    send(killed, 5);
    Thread.sleep(2500);
    ProcessHandle node = ProcessHandle.of(killed.pid()).orElseThrow();
    node.destroyForcibly();
    node.onExit().get();
    try (EmbeddedChain chain = EmbeddedChain.start(home)) {
      assertThat(chain.pid()).isNotEqualTo(killed.pid());
      assertThat(balance(chain)).isEqualTo(5);
    }
  }

  @Test
  void start_whenThePidFileNamesAStranger_leavesTheStrangerAlone() throws Exception {
    long self = ProcessHandle.current().pid();
    Files.createDirectories(home.resolve("chain"));
    Files.writeString(home.resolve("chain/anvil.pid"), self + "\n8545\n");
    try (EmbeddedChain chain = EmbeddedChain.start(home)) {
      assertThat(chain.pid()).isNotEqualTo(self);
      assertThat(chainId(chain)).isEqualTo(EmbeddedChain.CHAIN_ID);
    }
  }

  @Test
  void start_onATornState_putsItAsideAndBeginsAnew() throws Exception {
    try (EmbeddedChain chain = EmbeddedChain.start(home)) {
      send(chain, 3);
    }
    Path state = home.resolve("chain/state.json");
    String whole = Files.readString(state);
    Files.writeString(state, whole.substring(0, whole.length() / 2));
    try (EmbeddedChain chain = EmbeddedChain.start(home)) {
      assertThat(balance(chain)).isZero();
    }
    assertThat(home.resolve("chain/state.torn.json")).exists();
  }

  @Test
  void start_whenThePortIsTaken_usesAnother() throws Exception {
    try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EmbeddedChain chain = EmbeddedChain.start(home, stranger.getLocalPort())) {
      assertThat(chain.rpcUrl()).doesNotEndWith(":" + stranger.getLocalPort());
      assertThat(chainId(chain)).isEqualTo(EmbeddedChain.CHAIN_ID);
    }
  }

  private static long chainId(EmbeddedChain chain) throws IOException {
    return web3j(chain).ethChainId().send().getChainId().longValueExact();
  }

  private static Web3j web3j(EmbeddedChain chain) {
    return Web3j.build(new HttpService(chain.rpcUrl()));
  }

  private static void send(EmbeddedChain chain, long wei) throws Exception {
    Web3j web3j = web3j(chain);
    String from = web3j.ethAccounts().send().getAccounts().get(0);
    web3j
        .ethSendTransaction(
            Transaction.createEtherTransaction(
                from, null, null, null, RECEIVER, BigInteger.valueOf(wei)))
        .send();
    for (int poll = 0; poll < 200 && balance(chain) == 0; poll++) {
      Thread.sleep(10);
    }
    assertThat(balance(chain)).isEqualTo(wei);
  }

  private static long balance(EmbeddedChain chain) throws IOException {
    return web3j(chain)
        .ethGetBalance(RECEIVER, DefaultBlockParameterName.LATEST)
        .send()
        .getBalance()
        .longValueExact();
  }
}
