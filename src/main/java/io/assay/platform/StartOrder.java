package io.assay.platform;

/** When what observes the start is told of it; lower comes first, and most have no order. */
public final class StartOrder {
  /** Settings that stop the start: before Quarkus lets the first scheduled job run, at 0. */
  public static final int SETTINGS = -100;

  private StartOrder() {}
}
