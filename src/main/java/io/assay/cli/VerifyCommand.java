package io.assay.cli;

import io.assay.payout.ChainEpochs;
import io.assay.payout.ChainGateway;
import io.assay.payout.receipts.Bundle;
import io.assay.payout.receipts.BundleVerifier;
import io.assay.payout.receipts.DatasetVerifier;
import io.assay.payout.receipts.Difference;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Works out a receipt bundle again and says whether it is what follows from its answers. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Work out every label, reliability and payout of an epoch or a dataset again from its answers,"
            + " and compare.")
final class VerifyCommand implements Callable<Integer> {
  private static final int DIFFERENT = 1;

  @Option(
      names = "--bundle",
      required = true,
      description =
          "a ZIP archive from /api/epochs/{number}/bundle or /api/datasets/{id}/bundle, or a"
              + " folder with its files")
  @SuppressWarnings("NullAway.Init")
  private Path bundle;

  @Option(
      names = "--rpc",
      description = "a node of the chain, http://HOST:PORT, to compare with what the vault has")
  private @Nullable String rpc;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      Bundle files = BundleFiles.read(bundle);
      if (DatasetVerifier.isDataset(files)) {
        return verifyDataset(files);
      }
      BundleVerifier.Summary summary = BundleVerifier.verify(files);
      if (rpc != null) {
        compareWithChain(rpc, summary);
      }
      print(summary);
      return 0;
    } catch (Difference e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("DIFFERENT " + e.getMessage());
      err.flush();
      return DIFFERENT;
    }
  }

  private int verifyDataset(Bundle files) {
    if (rpc != null) {
      throw new InputException("verify: --rpc is for bundles of epochs; this is a dataset's");
    }
    DatasetVerifier.Summary summary = DatasetVerifier.verify(files);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "VERIFIED dataset %s: %d labels and %d reliabilities from %d answers by %s%n",
        summary.datasetId(),
        summary.items(),
        summary.labelers(),
        summary.answers(),
        summary.method());
    out.printf("answers hash %s%n", summary.answersHash());
    out.flush();
    return 0;
  }

  private static void compareWithChain(String rpcUrl, BundleVerifier.Summary summary) {
    ChainEpochs.ChainEpoch there;
    try {
      there = ChainEpochs.read(rpcUrl, summary.vaultAddress(), summary.epoch());
    } catch (ChainGateway.Unavailable | IllegalArgumentException e) {
      throw new InputException("verify: --rpc " + rpcUrl + ": " + e.getMessage());
    }
    compare("chain id", Long.toString(there.chainId()), Long.toString(summary.chainId()));
    compare("root", there.root(), summary.root());
    compare("total", there.total().toString(), summary.total().toString());
    compare("data hash", there.dataHash(), summary.dataHash());
  }

  private static void compare(String name, String onChain, String worked) {
    if (!onChain.equalsIgnoreCase(worked)) {
      throw new Difference(
          "commitment.json",
          0,
          "the chain has the " + name + " " + onChain + ", worked out again " + worked);
    }
  }

  private void print(BundleVerifier.Summary summary) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "VERIFIED epoch %d: %d answers in %d datasets, %d labels that can be challenged, %d answers"
            + " paid%n",
        summary.epoch(),
        summary.answers(),
        summary.datasets(),
        summary.committedItems(),
        summary.payments());
    out.printf("root %s over %s base units%n", summary.root(), summary.total());
    out.printf("data hash %s%n", summary.dataHash());
    out.printf(
        rpc == null
            ? "The vault %s on chain %d has to have both at epochs(%d); --rpc asks it.%n"
            : "The vault %s on chain %d has both at epochs(%d).%n",
        summary.vaultAddress(),
        summary.chainId(),
        summary.epoch());
    out.flush();
  }
}
