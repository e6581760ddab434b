package io.assay.payout.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.payout.merkle.MerkleSumTree;
import io.assay.payout.receipts.DatasetRecord.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleVerifierTest {
  private static final int MUTATIONS = 250;

  @TempDir Path folder;

  private static EpochBundle sealed() {
    return RecordedEpochs.madeUp();
  }

  @Test
  void bundle_ofAnEpoch_isVerifiedFromArchiveAndFolder() throws IOException {
    EpochBundle epoch = sealed();
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    epoch.bundle().writeZip(zip);
    Path archive = Files.write(folder.resolve("epoch.zip"), zip.toByteArray());
    BundleVerifier.Summary summary = BundleVerifier.verify(Bundle.read(archive));
    assertThat(summary.root()).isEqualTo(epoch.root());
    assertThat(summary.dataHash()).isEqualTo(epoch.dataHash());
    assertThat(summary.total()).isEqualTo(epoch.total()).isPositive();
    assertThat(summary.committedItems()).isBetween(60, 76);

    Path unpacked = folder.resolve("unpacked");
    for (var file : epoch.bundle().files().entrySet()) {
      Path to = unpacked.resolve(file.getKey());
      Files.createDirectories(to.getParent());
      Files.write(to, file.getValue());
    }
    assertThat(BundleVerifier.verify(Bundle.read(unpacked))).isEqualTo(summary);
  }

  @Test
  void bundle_holdsNoNameOfThePlatform() {
    String all =
        sealed().bundle().files().values().stream()
            .map(content -> new String(content, StandardCharsets.UTF_8))
            .reduce("", String::concat);
    assertThat(all).doesNotContain("item-").doesNotContain("person").doesNotContain("cluster");
  }

  @Test
  void bundle_withAnyByteChanged_differs() {
    EpochBundle epoch = sealed();
    SortedMap<String, byte[]> files = new TreeMap<>(epoch.bundle().files());
    List<String> names = List.copyOf(files.keySet());
    SplittableRandom random = new SplittableRandom(9);
    List<String> said = new ArrayList<>();
    for (int i = 0; i < MUTATIONS; i++) {
      String name = names.get(random.nextInt(names.size()));
      byte[] content = files.get(name);
      if (content.length == 0) {
        continue;
      }
      byte[] changed = content.clone();
      int at = random.nextInt(changed.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      SortedMap<String, byte[]> all = new TreeMap<>(files);
      all.put(name, changed);
      assertThatThrownBy(() -> BundleVerifier.verify(new Bundle(all)))
          .as("byte %d of %s", at, name)
          .isInstanceOf(Difference.class)
          .satisfies(e -> said.add(e.getMessage()));
    }
    assertThat(said).anyMatch(text -> text.contains("worked out again"));
  }

  @Test
  void difference_ofALabel_namesItsLine() {
    SortedMap<String, byte[]> files = new TreeMap<>(sealed().bundle().files());
    String name = DatasetFiles.folder(RecordedEpochs.id("one")) + DatasetReceipt.LABELS;
    String text = new String(files.get(name), StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>(text.lines().toList());
    String label = lines.get(5).split(",", -1)[1];
    String planted = label.equals("ant") ? "bee" : "ant";
    lines.set(5, lines.get(5).replace(label, planted));
    files.put(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> BundleVerifier.verify(new Bundle(files)))
        .hasMessageStartingWith(name + ": line 6: the bundle has " + lines.get(5));
  }

  @Test
  void payment_ofWhatNobodyAnswered_differs() {
    SplittableRandom random = new SplittableRandom(4);
    DatasetRecord dataset = RecordedEpochs.classes("one", random);
    EpochRecord good = RecordedEpochs.epoch(List.of(dataset));
    List<EpochRecord.Payment> twice = new ArrayList<>(good.payments());
    twice.add(good.payments().get(0));
    assertThatThrownBy(() -> EpochBundle.of(paying(good, twice)))
        .hasMessageContaining("paid twice");
    EpochRecord.Payment first = good.payments().get(0);
    List<EpochRecord.Payment> more = new ArrayList<>(good.payments());
    more.set(
        0,
        new EpochRecord.Payment(
            first.index(), first.dataset(), first.item(), first.amount().add(BigInteger.ONE)));
    assertThatThrownBy(() -> EpochBundle.of(paying(good, more)))
        .hasMessageContaining("an answer is worth 1000");
    List<EpochRecord.Payment> other = new ArrayList<>(good.payments());
    other.set(0, new EpochRecord.Payment(5, first.dataset(), first.item(), first.amount()));
    assertThatThrownBy(() -> EpochBundle.of(paying(good, other)))
        .hasMessageContaining("did not answer");
  }

  @Test
  void goodwill_isPaidOutOfThePlatformsEscrow_once() {
    EpochRecord good =
        RecordedEpochs.epoch(List.of(RecordedEpochs.classes("one", new SplittableRandom(4))));
    EpochRecord.Payment line = goodwill(good, "7", 60);
    List<EpochRecord.Payment> payments = new ArrayList<>(good.payments());
    payments.add(line);
    EpochBundle epoch = EpochBundle.of(paying(good, payments));
    assertThat(epoch.allocations().get(PlatformEscrow.ID)).isEqualTo(60);
    assertThat(epoch.total().subtract(EpochBundle.of(good).total())).isEqualTo(60);
    assertThat(BundleVerifier.verify(epoch.bundle()).root()).isEqualTo(epoch.root());
    PaymentProof proof = PaymentProof.of(epoch.bundle(), line.index(), epoch.depth());
    assertThat(proof.lines().length % Commitment.LINE_BYTES).isZero();
    payments.add(line);
    assertThatThrownBy(() -> EpochBundle.of(paying(good, payments)))
        .hasMessageContaining("the goodwill is paid twice");
    payments.set(payments.size() - 1, goodwill(good, "x", 60));
    assertThatThrownBy(() -> EpochBundle.of(paying(good, payments)))
        .hasMessageContaining("goodwill has no number");
    payments.set(payments.size() - 1, goodwill(good, "8", 0));
    assertThatThrownBy(() -> EpochBundle.of(paying(good, payments)))
        .hasMessageContaining("goodwill of nothing");
  }

  @Test
  void epochOfGoodwillAlone_isABundleToo() {
    EpochRecord some =
        RecordedEpochs.epoch(List.of(RecordedEpochs.classes("one", new SplittableRandom(4))));
    EpochRecord alone =
        new EpochRecord(
            some.number(),
            some.chainId(),
            some.vaultAddress(),
            some.previousRoot(),
            some.previousTotal(),
            some.software(),
            some.leaves(),
            List.of(goodwill(some, "1", 60)),
            List.of());
    EpochBundle epoch = EpochBundle.of(alone);
    assertThat(epoch.total()).isEqualTo(60);
    assertThat(BundleVerifier.verify(epoch.bundle()).payments()).isEqualTo(1);
  }

  private static EpochRecord.Payment goodwill(EpochRecord epoch, String number, long amount) {
    return new EpochRecord.Payment(
        epoch.leaves().get(0).index(), PlatformEscrow.ID, number, BigInteger.valueOf(amount));
  }

  private static EpochRecord paying(EpochRecord from, List<EpochRecord.Payment> payments) {
    return new EpochRecord(
        from.number(),
        from.chainId(),
        from.vaultAddress(),
        from.previousRoot(),
        from.previousTotal(),
        from.software(),
        from.leaves(),
        payments,
        from.datasets());
  }

  @Test
  void secondEpoch_restsOnTheFirst() {
    SplittableRandom random = new SplittableRandom(4);
    DatasetRecord dataset = RecordedEpochs.classes("one", random);
    EpochRecord first = RecordedEpochs.epoch(List.of(dataset));
    EpochBundle before = EpochBundle.of(first);
    DatasetRecord next = RecordedEpochs.classes("two", random);
    List<EpochRecord.Leaf> leaves = new ArrayList<>();
    long paid = 0;
    for (EpochRecord.Leaf leaf : first.leaves()) {
      long lines = first.payments().stream().filter(one -> one.index() == leaf.index()).count();
      paid += 1000 * lines;
      leaves.add(
          new EpochRecord.Leaf(
              leaf.index(),
              RecordedEpochs.account(99),
              leaf.account(),
              BigInteger.valueOf(1000 * lines)));
    }
    EpochRecord second =
        new EpochRecord(
            2,
            first.chainId(),
            first.vaultAddress(),
            before.root(),
            before.total(),
            first.software(),
            leaves,
            RecordedEpochs.epoch(List.of(next)).payments(),
            List.of(next));
    EpochBundle epoch = EpochBundle.of(second);
    assertThat(epoch.total().longValue()).isEqualTo(paid + 1000L * next.answers().size());
    assertThat(BundleVerifier.verify(epoch.bundle()).root()).isEqualTo(epoch.root());
    List<EpochRecord.Leaf> forged = new ArrayList<>(leaves);
    EpochRecord.Leaf robbed = leaves.get(0);
    forged.set(
        0,
        new EpochRecord.Leaf(
            robbed.index(), robbed.account(), robbed.accountBefore(), BigInteger.ONE));
    assertThatThrownBy(
            () ->
                EpochBundle.of(
                    new EpochRecord(
                        2,
                        first.chainId(),
                        first.vaultAddress(),
                        before.root(),
                        before.total(),
                        first.software(),
                        forged,
                        second.payments(),
                        List.of(next))))
        .hasMessageContaining("as the root before");
  }

  @Test
  void proofs_ofPayouts_areThoseOfTheContract() {
    EpochBundle epoch = sealed();
    String table =
        new String(epoch.bundle().files().get(PayoutTables.PAYOUTS), StandardCharsets.UTF_8);
    List<String> rows = table.lines().skip(1).toList();
    assertThat(rows).hasSize(9);
    for (String row : rows) {
      String[] cells = row.split(",", -1);
      MerkleSumTree.Leaf leaf =
          new MerkleSumTree.Leaf(Long.parseLong(cells[0]), cells[1], new BigInteger(cells[3]));
      assertThat(MerkleSumTree.verifies(leaf, cells[4], epoch.root(), epoch.total(), epoch.depth()))
          .isTrue();
    }
  }

  @Test
  void everyKindOfQuestion_isWorkedOutAgain() {
    SplittableRandom random = new SplittableRandom(2);
    List<DatasetRecord> datasets = new ArrayList<>();
    datasets.add(
        kind(
            "rating",
            "{\"type\":\"rating\",\"question\":\"How much?\",\"min\":0,\"max\":10,\"step\":1}",
            "robust-mean",
            i -> "" + random.nextInt(11)));
    datasets.add(
        kind(
            "multi",
            "{\"type\":\"multi-choice\",\"question\":\"All?\",\"options\":[{\"value\":\"a\"},{\"value\":\"b\"}]}",
            "binary-relevance",
            i -> new String[] {"[]", "[\"a\"]", "[\"a\",\"b\"]"}[random.nextInt(3)]));
    datasets.add(
        kind(
            "text",
            "{\"type\":\"transcription\",\"question\":\"What?\",\"maxLength\":100}",
            "rover",
            i -> new String[] {"the cat sat", "the cat sat down", "a cat sat"}[random.nextInt(3)]));
    datasets.add(
        kind(
            "sides",
            "{\"type\":\"pairwise\",\"question\":\"Better?\",\"allowTie\":false}",
            "assay",
            i -> random.nextInt(3) > 0 ? "left" : "right"));
    for (DatasetRecord one : datasets) {
      EpochBundle epoch = EpochBundle.of(RecordedEpochs.epoch(List.of(one)));
      assertThat(BundleVerifier.verify(epoch.bundle()).root()).isEqualTo(epoch.root());
    }
  }

  private static DatasetRecord kind(
      String name, String schema, String method, java.util.function.IntFunction<String> label) {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 5; j++) {
        answers.add(new Answer("item-" + i, RecordedEpochs.person(j), label.apply(i)));
      }
    }
    return RecordedEpochs.of(name, RecordedEpochs.json(schema), method, answers);
  }

  private static EpochRecord bonused(String incentive) {
    DatasetRecord flat = RecordedEpochs.classes("one", new SplittableRandom(4));
    return RecordedEpochs.epoch(List.of(RecordedEpochs.bonused(flat, incentive)));
  }

  @Test
  void bonuses_ofEveryRule_areWorkedOutAgain() {
    for (String incentive :
        List.of(
            RecordedEpochs.AGREEMENT,
            "{\"rule\":\"difficulty\",\"bonusBasisPoints\":5000,\"floorBasisPoints\":1000}",
            "{\"rule\":\"stake-clipped\",\"bonusBasisPoints\":2000,\"minAnswers\":5}")) {
      EpochRecord record = bonused(incentive);
      List<EpochRecord.Payment> bonuses =
          record.payments().stream().filter(one -> one.item() == null).toList();
      assertThat(bonuses).as(incentive).extracting(EpochRecord.Payment::round).contains(1, 2);
      EpochBundle epoch = EpochBundle.of(record);
      assertThat(BundleVerifier.verify(epoch.bundle()).root()).isEqualTo(epoch.root());
      BigInteger flat = BigInteger.valueOf(1000L * record.datasets().get(0).answers().size());
      BigInteger all =
          bonuses.stream()
              .map(EpochRecord.Payment::amount)
              .reduce(BigInteger.ZERO, BigInteger::add);
      assertThat(epoch.total()).isEqualTo(flat.add(all));
    }
  }

  @Test
  void bonus_ofAnotherAmount_orPaidTwice_orToNobody_differs() {
    EpochRecord good = bonused(RecordedEpochs.AGREEMENT);
    EpochRecord.Payment bonus =
        good.payments().stream().filter(one -> one.item() == null).findFirst().orElseThrow();
    List<EpochRecord.Payment> others = new ArrayList<>(good.payments());
    others.remove(bonus);
    others.add(again(bonus, bonus.index(), bonus.round(), bonus.amount().add(BigInteger.ONE)));
    assertThatThrownBy(() -> EpochBundle.of(paying(good, others)))
        .hasMessageContaining("payments.csv: line")
        .hasMessageContaining("the bonus is worth " + bonus.amount());
    List<EpochRecord.Payment> twice = new ArrayList<>(good.payments());
    twice.add(bonus);
    assertThatThrownBy(() -> EpochBundle.of(paying(good, twice)))
        .hasMessageContaining("paid twice");
    List<EpochRecord.Payment> nobody = new ArrayList<>(good.payments());
    nobody.add(again(bonus, bonus.index(), 3, bonus.amount()));
    assertThatThrownBy(() -> EpochBundle.of(paying(good, nobody)))
        .hasMessageContaining("no bonus in the round");
  }

  private static EpochRecord.Payment again(
      EpochRecord.Payment from, long index, int round, BigInteger amount) {
    return new EpochRecord.Payment(index, from.dataset(), null, round, amount);
  }

  @Test
  void difference_ofABonus_orOfWhatItFollowsFrom_isNamed() {
    SortedMap<String, byte[]> files =
        new TreeMap<>(EpochBundle.of(bonused(RecordedEpochs.AGREEMENT)).bundle().files());
    String folder = DatasetFiles.folder(RecordedEpochs.id("one"));
    assertThatThrownBy(() -> verifyWith(files, folder + BonusTables.BONUSES, 1, "([0-9]+)$", "7$1"))
        .hasMessageStartingWith(folder + BonusTables.BONUSES + ": line 2: the bundle has 1,");
    assertThatThrownBy(() -> verifyWith(files, folder + BonusTables.VOICES, 1, "2,[0-9]+,", "2,8,"))
        .isInstanceOf(Difference.class);
    assertThatThrownBy(
            () -> verifyWith(files, folder + DatasetFiles.DATASET, 0, "3000", "6000", true))
        .hasMessageContaining("the bonus is worth");
    assertThatThrownBy(
            () -> verifyWith(files, folder + BonusTables.ROUNDS, 2, "true", "false", false))
        .isInstanceOf(Difference.class);
  }

  private static void verifyWith(
      SortedMap<String, byte[]> files, String name, int line, String from, String to) {
    verifyWith(files, name, line, from, to, false);
  }

  private static void verifyWith(
      SortedMap<String, byte[]> files,
      String name,
      int line,
      String from,
      String to,
      boolean anywhere) {
    List<String> lines =
        new ArrayList<>(new String(files.get(name), StandardCharsets.UTF_8).lines().toList());
    for (int i = 0; i < lines.size(); i++) {
      if (anywhere || i == line) {
        lines.set(i, lines.get(i).replaceFirst(from, to));
      }
    }
    SortedMap<String, byte[]> changed = new TreeMap<>(files);
    byte[] content = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    assertThat(content).as("%s is changed", name).isNotEqualTo(files.get(name));
    changed.put(name, content);
    BundleVerifier.verify(new Bundle(changed));
  }
}
