package io.assay.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogChainTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05.678901Z");

  private static LogChain.Entry sealed(LogChain.Entry open) {
    return new LogChain.Entry(
        open.sequence(),
        open.at(),
        open.caseId(),
        open.actor(),
        open.action(),
        open.detail(),
        open.configVersion(),
        open.previousHash(),
        LogChain.hash(open));
  }

  private static LogChain.Entry entry(long sequence, String previous, String action, String text) {
    UUID actor = sequence % 3 == 0 ? null : new UUID(7, sequence);
    return sealed(
        new LogChain.Entry(
            sequence,
            START.plusSeconds(sequence),
            new UUID(1, sequence % 2),
            actor,
            action,
            text,
            "c",
            previous,
            ""));
  }

  private static List<LogChain.Entry> log(int entries) {
    List<LogChain.Entry> log = new ArrayList<>();
    String previous = LogChain.START;
    for (int i = 1; i <= entries; i++) {
      log.add(entry(i, previous, "HELD", "{\"n\":" + i + "}"));
      previous = log.get(i - 1).hash();
    }
    return log;
  }

  private static LogChain.Walk walk(List<LogChain.Entry> log, long sequence, String head) {
    LogChain.Walk walk = new LogChain.Walk();
    log.forEach(walk::accept);
    walk.end(sequence, head);
    return walk;
  }

  @Test
  void wholeLog_isIntact_theEmptyOneToo() {
    List<LogChain.Entry> log = log(20);
    assertThat(walk(log, 20, log.get(19).hash()).brokenAt()).isEmpty();
    assertThat(walk(List.of(), 0, LogChain.START).brokenAt()).isEmpty();
  }

  @Test
  void hash_isThatOfTheWrittenDownBytes() {
    LogChain.Entry first = entry(1, LogChain.START, "OPENED", "{}");
    assertThat(first.hash())
        .isEqualTo("6fc4e4c56e2ad976b22277b83e4ec8797978234fbf6b11276fafde5bba55d33a");
  }

  @Test
  void fieldsRunTogetherOtherwise_haveOtherHashes() {
    assertThat(entry(1, LogChain.START, "AB", "C").hash())
        .isNotEqualTo(entry(1, LogChain.START, "A", "BC").hash());
  }

  @Test
  void anyChange_isFoundWhereItIs() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      List<LogChain.Entry> log = log(12);
      String head = log.get(11).hash();
      int place = random.nextInt(12);
      LogChain.Entry old = log.get(place);
      switch (random.nextInt(4)) {
        case 0 -> // Another detail under the old hash.
            log.set(
                place,
                new LogChain.Entry(
                    old.sequence(),
                    old.at(),
                    old.caseId(),
                    old.actor(),
                    old.action(),
                    "{}",
                    old.configVersion(),
                    old.previousHash(),
                    old.hash()));
        case 1 -> // Another detail under its own hash: the next entry does not follow.
            log.set(place, entry(old.sequence(), old.previousHash(), "CLEARED", "{}"));
        case 2 -> log.remove(place);
        default -> Collections.swap(log, place, (place + 1) % 12);
      }
      var broken = walk(log, 12, head).brokenAt();
      assertThat(broken).as("round %d", round).isPresent();
      assertThat(broken.getAsLong()).isBetween(1L, place + 2L);
    }
  }

  @Test
  void cutEnd_isFound_becauseTheHeadIsKeptApart() {
    List<LogChain.Entry> log = log(9);
    assertThat(walk(log.subList(0, 6), 9, log.get(8).hash()).brokenAt()).hasValue(7);
  }
}
