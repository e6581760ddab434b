package io.assay.platform;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Transactions of the application server. */
@ApplicationScoped
class QuarkusTransactions implements Transactions {
  @Override
  public <T> T committed(Supplier<T> work) {
    return QuarkusTransaction.requiringNew().call(work::get);
  }

  @Override
  public <T> T committed(int seconds, Supplier<T> work) {
    return QuarkusTransaction.requiringNew().timeout(seconds).call(work::get);
  }

  @Override
  public <T> T outside(Supplier<T> work) {
    return QuarkusTransaction.suspendingExisting().call(work::get);
  }
}
