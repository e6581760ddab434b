package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.payout.contracts.PayoutVault;
import io.assay.platform.TestChain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.datatypes.Type;
import org.web3j.protocol.core.DefaultBlockParameterName;

/** Every way to get two roles of the vault onto one address, on a local chain. */
class VaultRolesTest {
  private static final long ADMIN_DELAY = 2 * 86_400;

  /** What a contract's code may measure at most (EIP-170). */
  private static final int MAX_CODE_BYTES = 24_576;

  @TempDir static Path home;
  private static TestChain chain;
  private VaultFixture on;
  private byte[] poster;
  private byte[] guardian;
  private byte[] admin;

  @BeforeAll
  static void start() throws IOException {
    chain = TestChain.start(home);
  }

  @AfterAll
  static void stop() throws IOException {
    chain.close();
  }

  @BeforeEach
  void deploy() throws Exception {
    on = VaultFixture.deploy(chain.rpcUrl(), 50, 100);
    poster = on.vault.POSTER_ROLE().send();
    guardian = on.vault.GUARDIAN_ROLE().send();
    admin = on.vault.DEFAULT_ADMIN_ROLE().send();
  }

  private String grant(byte[] role, String account) {
    return on.attempt(on.admin, on.vault.grantRole(role, account));
  }

  @Test
  void construction_withTwoRolesOnOneAddress_isRefused() {
    List<List<String>> overlaps =
        List.of(
            List.of(on.admin, on.admin, on.guardian, on.pool),
            List.of(on.admin, on.poster, on.admin, on.pool),
            List.of(on.admin, on.poster, on.poster, on.pool),
            List.of(on.admin, on.poster, on.guardian, on.poster));
    for (List<String> people : overlaps) {
      List<Type> arguments =
          new java.util.ArrayList<>(
              on.vaultArguments(on.tokenAddress, 0, 1, people.get(1), people.get(0)));
      arguments.set(7, new org.web3j.abi.datatypes.Address(people.get(2)));
      arguments.set(8, new org.web3j.abi.datatypes.Address(people.get(3)));
      assertThatThrownBy(
              () -> VaultFixture.deploy(on.web3j, on.other, PayoutVault.BINARY, arguments))
          .as(people.toString())
          .hasMessage("RolesOverlap");
    }
  }

  @Test
  void grant_ofASecondRole_isRefused() throws Exception {
    assertThat(grant(guardian, on.poster)).isEqualTo("RolesOverlap");
    assertThat(grant(poster, on.guardian)).isEqualTo("RolesOverlap");
    assertThat(grant(poster, on.admin)).isEqualTo("RolesOverlap");
    assertThat(grant(guardian, on.admin)).isEqualTo("RolesOverlap");
    assertThat(grant(poster, on.pool)).isEqualTo("RolesOverlap");
    assertThat(on.vault.hasRole(guardian, on.poster).send()).isFalse();
    assertThat(on.vault.hasRole(poster, on.guardian).send()).isFalse();
  }

  @Test
  void grant_toAnAddressWithoutRole_isTaken_andARotationOfTheKeyGoesThrough() throws Exception {
    assertThat(grant(poster, on.other)).isEqualTo("accepted");
    assertThat(grant(poster, on.other)).as("the same role again").isEqualTo("accepted");
    assertThat(grant(guardian, on.other)).isEqualTo("RolesOverlap");
    assertThat(on.attempt(on.admin, on.vault.revokeRole(poster, on.poster))).isEqualTo("accepted");
    assertThat(on.vault.hasRole(poster, on.poster).send()).isFalse();
    assertThat(grant(guardian, on.poster)).as("without its role").isEqualTo("accepted");
    assertThat(grant(poster, on.poster)).isEqualTo("RolesOverlap");
  }

  @Test
  void aRoleGivenUp_makesRoomForAnother() {
    assertThat(on.attempt(on.poster, on.vault.renounceRole(poster, on.poster)))
        .isEqualTo("accepted");
    assertThat(grant(guardian, on.poster)).isEqualTo("accepted");
  }

  @Test
  void handoverOfTheAdmin_toPosterOrGuardian_isRefusedWhenTheyAccept() throws Exception {
    for (String heir : List.of(on.poster, on.guardian)) {
      assertThat(handOver(heir)).isEqualTo("RolesOverlap");
      assertThat(on.vault.defaultAdmin().send()).isEqualToIgnoringCase(on.admin);
      assertThat(on.vault.hasRole(admin, heir).send()).isFalse();
    }
    assertThat(handOver(on.other)).isEqualTo("accepted");
    assertThat(on.vault.defaultAdmin().send()).isEqualToIgnoringCase(on.other);
  }

  @Test
  void heirOfTheAdmin_madePosterMeanwhile_cannotAccept() throws Exception {
    on.send(on.admin, on.vault.beginDefaultAdminTransfer(on.other));
    assertThat(grant(poster, on.other)).isEqualTo("accepted");
    on.passSeconds(ADMIN_DELAY + 1);
    assertThat(on.attempt(on.other, on.vault.acceptDefaultAdminTransfer()))
        .isEqualTo("RolesOverlap");
    assertThat(on.vault.hasRole(admin, on.admin).send()).as("nothing is lost").isTrue();
  }

  @Test
  void formerAdmin_afterTheHandover_mayBecomePoster_andTheNewOneMayNot() throws Exception {
    assertThat(handOver(on.other)).isEqualTo("accepted");
    assertThat(on.attempt(on.other, on.vault.grantRole(poster, on.admin))).isEqualTo("accepted");
    assertThat(on.attempt(on.other, on.vault.grantRole(poster, on.other)))
        .isEqualTo("RolesOverlap");
  }

  private String handOver(String heir) throws IOException {
    on.send(on.admin, on.vault.beginDefaultAdminTransfer(heir));
    on.passSeconds(ADMIN_DELAY + 1);
    return on.attempt(heir, on.vault.acceptDefaultAdminTransfer());
  }

  @Test
  void code_isBelowTheLimitOfTheChains() throws Exception {
    String code =
        on.web3j.ethGetCode(on.vaultAddress, DefaultBlockParameterName.LATEST).send().getCode();
    assertThat((code.length() - 2) / 2).isLessThanOrEqualTo(MAX_CODE_BYTES);
  }
}
