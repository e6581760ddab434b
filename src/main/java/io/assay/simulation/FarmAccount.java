package io.assay.simulation;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/** One account of a farm: what it gave, and when it was seen through. */
final class FarmAccount {
  private static final long NOT_YET = -1;

  final int number;
  final String name;
  final String token;
  final String id;
  long accepted;
  boolean refused;
  private long untilSuspected = NOT_YET;
  private long untilHeld = NOT_YET;

  FarmAccount(int number, String name, String token, String id, long accepted) {
    this.number = number;
    this.name = name;
    this.token = token;
    this.id = id;
    this.accepted = accepted;
  }

  /** Remembers how much it had given when it was first seen in the book. */
  void look(CaseBook book) {
    if (untilSuspected == NOT_YET && book.suspected().contains(id)) {
      untilSuspected = accepted;
    }
    if (untilHeld == NOT_YET && book.held().contains(id)) {
      untilHeld = accepted;
    }
  }

  static OptionalDouble untilSuspected(List<FarmAccount> accounts) {
    return median(accounts, account -> account.untilSuspected);
  }

  static OptionalDouble untilHeld(List<FarmAccount> accounts) {
    return median(accounts, account -> account.untilHeld);
  }

  private static OptionalDouble median(
      List<FarmAccount> accounts, ToLongFunction<FarmAccount> answers) {
    long[] sorted =
        accounts.stream().mapToLong(answers).filter(one -> one != NOT_YET).sorted().toArray();
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    int half = sorted.length / 2;
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0);
  }
}
