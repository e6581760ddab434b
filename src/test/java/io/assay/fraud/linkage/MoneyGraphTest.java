package io.assay.fraud.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MoneyGraphTest {
  private final List<Transfer> transfers = new ArrayList<>();
  private final Map<String, String> walletOf = new TreeMap<>();

  private void sends(String from, String to, long amount) {
    int order = transfers.size();
    transfers.add(new Transfer(from, to, BigInteger.valueOf(amount), order / 3, order % 3));
  }

  private void labelers(String... wallets) {
    for (String wallet : wallets) {
      walletOf.put("labeler of " + wallet, wallet);
    }
  }

  private MoneyGraph graph(String... entities) {
    Collections.shuffle(transfers, new Random(transfers.size()));
    return MoneyGraph.of(transfers, walletOf, Set.of(entities));
  }

  @Test
  void aStarOfOneFunder_isNominated_andAFieldValue() {
    labelers("0xA", "0xB", "0xC");
    sends("0xBoss", "0xA", 5);
    sends("0xboss", "0xB", 5);
    sends("0xBoss", "0xC", 5);
    MoneyGraph graph = graph();
    assertThat(graph.groups()).hasSize(1);
    assertThat(graph.groups().get(0).shape()).isEqualTo(MoneyGraph.Shape.STAR);
    assertThat(graph.groups().get(0).labelers()).hasSize(3);
    assertThat(graph.fieldValues())
        .hasSize(3)
        .allMatch(value -> value.field() == SharedField.FUNDER && value.value().equals("0xboss"));
  }

  @Test
  void aChain_andATree_areToldApart() {
    labelers("0xa", "0xb", "0xc");
    sends("0xa", "0xb", 5);
    sends("0xb", "0xc", 4);
    assertThat(graph().groups().get(0).shape()).isEqualTo(MoneyGraph.Shape.CHAIN);
    labelers("0xd", "0xe");
    sends("0xb", "0xd", 1);
    sends("0xd", "0xe", 1);
    MoneyGraph.Group group = graph().groups().get(0);
    assertThat(group.shape()).isEqualTo(MoneyGraph.Shape.TREE);
    assertThat(group.labelers()).hasSize(5);
  }

  @Test
  void sweepsToOneAddress_link_payingSeveralDoesNot() {
    labelers("0xa", "0xb", "0xc", "0xd");
    for (String wallet : List.of("0xa", "0xb", "0xc")) {
      sends(wallet, "0xpot", 90);
      sends(wallet, "0xshop-" + wallet, 10);
    }
    sends("0xd", "0xpot", 50);
    sends("0xd", "0xelsewhere", 50);
    MoneyGraph graph = graph();
    assertThat(graph.groups().get(0).labelers())
        .containsExactly("labeler of 0xa", "labeler of 0xb", "labeler of 0xc");
  }

  @Test
  void vaultsFaucetsAndExchanges_linkNobody() {
    for (int i = 0; i < 60; i++) {
      labelers("0xw" + i);
      sends("0xvault", "0xw" + i, 1);
      sends("0xw" + i, "0xexchange", 1);
    }
    assertThat(graph().groups()).as("known by their counterparties").isEmpty();
    transfers.clear();
    walletOf.clear();
    labelers("0xa", "0xb", "0xc");
    for (String wallet : List.of("0xa", "0xb", "0xc")) {
      sends("0xVault", wallet, 1);
      sends("0xboss", wallet, 1);
    }
    assertThat(graph("0xVAULT").groups()).as("a later funder is not the first").isEmpty();
  }
}
