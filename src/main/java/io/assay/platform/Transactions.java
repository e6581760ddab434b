package io.assay.platform;

import java.util.function.Supplier;

/** Port: work in a database transaction of its own, or in none, whatever the caller has open. */
public interface Transactions {
  /** Runs the work in a new transaction, which is committed before this returns. */
  <T> T committed(Supplier<T> work);

  /** The same for work that may take this long. */
  <T> T committed(int seconds, Supplier<T> work);

  /** Runs the work without a transaction: every statement in it is committed at once. */
  <T> T outside(Supplier<T> work);
}
