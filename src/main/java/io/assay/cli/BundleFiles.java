package io.assay.cli;

import io.assay.payout.receipts.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bundles that options name. */
final class BundleFiles {
  private BundleFiles() {}

  /**
   * Reads an archive or a folder.
   *
   * @throws InputException if there is none that can be read
   */
  static Bundle read(Path bundle) {
    if (!Files.exists(bundle)) {
      throw new InputException(bundle + ": line 0, column 0: there is no such file");
    }
    try {
      return Bundle.read(bundle);
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException(
          bundle + ": line 0, column 0: it cannot be read as a bundle: " + e.getMessage());
    }
  }
}
