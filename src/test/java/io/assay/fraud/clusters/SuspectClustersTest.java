package io.assay.fraud.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.fraud.linkage.EvidenceFamily;
import io.assay.fraud.linkage.Link;
import io.assay.platform.Properties;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SuspectClustersTest {
  private static List<SuspectCluster> find(PlantedGraph planted) {
    return SuspectClusters.find(
        EvidenceGraph.of(planted.links), new PairPosterior(planted.labelers, 1), GroupTest.NONE);
  }

  @Test
  void plantedFarmsOf20_areRecoveredWhole() {
    Properties.forAll(
        3,
        random -> {
          PlantedGraph planted = new PlantedGraph(random, 2_000).withStrangers(20, 20);
          for (int farm = 0; farm < 10; farm++) {
            planted.withFarm(farm * 20, 20, 0.5, 60, 0.97);
          }
          List<SuspectCluster> found = find(planted);
          int exact = 0;
          for (int farm = 0; farm < 10; farm++) {
            TreeSet<String> members = new TreeSet<>();
            for (int i = 0; i < 20; i++) {
              members.add(PlantedGraph.name(farm * 20 + i));
            }
            exact += found.stream().anyMatch(c -> c.members().keySet().equals(members)) ? 1 : 0;
          }
          assertThat(exact).isGreaterThanOrEqualTo(9);
          for (SuspectCluster cluster : found) {
            assertThat(cluster.posterior()).isEqualTo(cluster.waterfall().probability());
          }
        });
  }

  @Test
  void honestRandomGraph_hasNoClusterWorthAHold() {
    Properties.forAll(
        5,
        random -> {
          PlantedGraph honest = new PlantedGraph(random, 2_000).withStrangers(50, 30);
          List<SuspectCluster> found = find(honest);
          assertThat(found.stream().filter(cluster -> cluster.posterior() >= 0.7)).isEmpty();
          assertThat(found.size()).isLessThanOrEqualTo(1);
        });
  }

  @Test
  void theOrderOfLinks_changesNothing() {
    PlantedGraph planted =
        new PlantedGraph(new SplittableRandom(9), 500)
            .withStrangers(20, 20)
            .withFarm(0, 20, 0.6, 60, 0.95)
            .withFarm(40, 5, 1, 60, 0.98);
    List<SuspectCluster> first = find(planted);
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(planted.links, new Random(seed));
      assertThat(find(planted)).isEqualTo(first);
    }
  }

  @Test
  void aBystanderOfWeakEvidence_leavesTheCluster() {
    List<Link> links = new ArrayList<>();
    for (int a = 0; a < 6; a++) {
      for (int b = a + 1; b < 6; b++) {
        links.add(content(a, b, 25));
      }
    }
    links.add(content(0, 6, 3));
    List<SuspectCluster> found =
        SuspectClusters.find(EvidenceGraph.of(links), new PairPosterior(10_000, 1), GroupTest.NONE);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).members().keySet()).hasSize(6);
    assertThat(found.get(0).posterior()).isGreaterThan(0.99);
  }

  @Test
  void theGroupTest_replacesThePairs() {
    List<Link> links = List.of(content(0, 1, 25), content(1, 2, 25), content(0, 2, 25));
    List<SuspectCluster> found =
        SuspectClusters.find(
            EvidenceGraph.of(links),
            new PairPosterior(10_000, 1),
            members -> Optional.of(new GroupTest.Outcome(-2, members)));
    assertThat(found).as("later answers of the group are independent").isEmpty();
  }

  @Test
  void aSharedWallet_settlesIt_aBrowserLess() {
    PairPosterior posterior = new PairPosterior(10_000, 1);
    Link wallet = Link.of("a", "b", EvidenceFamily.IDENTITY, "same payout wallet", 8, 0.99);
    Link browser = Link.of("a", "b", EvidenceFamily.IDENTITY, "same browser", 8, 0.9);
    assertThat(posterior.explain(List.of(wallet)).probability()).isCloseTo(0.99, within(1e-5));
    assertThat(posterior.explain(List.of(browser)).probability()).isCloseTo(0.9, within(1e-5));
    assertThat(
            SuspectClusters.find(EvidenceGraph.of(List.of(browser)), posterior, GroupTest.NONE)
                .get(0)
                .posterior())
        .isCloseTo(0.9, within(1e-5));
  }

  @Test
  void networkAlone_isNothing_andRisksStayApart() {
    Link network = Link.of("a", "b", EvidenceFamily.NETWORK, "same network address", 2);
    EvidenceGraph graph = EvidenceGraph.of(List.of(network));
    PairPosterior posterior = new PairPosterior(10_000, 1);
    assertThat(SuspectClusters.find(graph, posterior, GroupTest.NONE)).isEmpty();
    Map<String, AccountRisk> risks =
        AccountRisks.of(
            graph,
            posterior,
            List.of(),
            Map.of(
                "c",
                List.of(new Waterfall.Step(EvidenceFamily.QUALITY, "wrong on known answers", 6))),
            Map.of());
    assertThat(risks.get("a").total()).isLessThan(0.01);
    AccountRisk careless = risks.get("c");
    assertThat(careless.link()).isLessThan(0.01);
    assertThat(careless.quality()).isGreaterThan(0.9);
    assertThat(careless.total())
        .isCloseTo(1 - (1 - careless.link()) * (1 - careless.quality()), within(1e-6));
    assertThat(careless.families()).containsExactly(EvidenceFamily.QUALITY);
  }

  private static Link content(int a, int b, double nats) {
    return Link.of(
        PlantedGraph.name(a),
        PlantedGraph.name(b),
        EvidenceFamily.CONTENT,
        "the same answers",
        nats);
  }
}
