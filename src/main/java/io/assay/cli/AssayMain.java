package io.assay.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The entry point of the jar: an offline command where one is named, else the server. */
@QuarkusMain
public final class AssayMain {
  private AssayMain() {}

  public static void main(String[] args) {
    Quarkus.run(args);
  }
}
