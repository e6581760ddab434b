package io.assay.cli;

import io.assay.payout.ChainGateway;
import io.assay.payout.EpochChallenge;
import io.assay.payout.receipts.Bundle;
import io.assay.payout.receipts.BundleVerifier;
import io.assay.payout.receipts.Difference;
import io.assay.payout.receipts.LabelChallenge;
import io.assay.payout.receipts.PublishedEpoch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.WalletUtils;
import org.web3j.crypto.exception.CipherException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the vault a fault of a proposed epoch, which voids it and pays who showed it. */
@Command(
    name = "challenge",
    mixinStandardHelpOptions = true,
    description =
        "Challenge a label or a payout of a proposed epoch on the chain, or look for a fault.")
final class ChallengeCommand implements Callable<Integer> {
  private static final int LOST = 1;

  /** What is doubted. */
  static final class Doubt {
    @Option(names = "--label", description = "DATASET/ITEM as votes.csv of the bundle numbers it")
    @Nullable String label;

    @Option(names = "--payout", description = "a place of payouts.csv")
    @Nullable Long payout;

    @Option(names = "--find", description = "whatever fault of the bundle can be proven")
    boolean find;
  }

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init")
  private Doubt doubt;

  @Option(names = "--bundle", required = true, description = "as verify takes it")
  @SuppressWarnings("NullAway.Init")
  private Path bundle;

  @Option(names = "--rpc", required = true, description = "a node of the chain, http://HOST:PORT")
  @SuppressWarnings("NullAway.Init")
  private String rpc;

  @Option(names = "--vault", description = "its address; else the one the bundle names")
  private @Nullable String vault;

  @Option(names = "--keystore", description = "key of the challenger (Web3 Secret Storage)")
  private @Nullable Path keystore;

  @Option(names = "--passphrase-file", description = "its first line opens the keystore")
  private @Nullable Path passphraseFile;

  @Option(names = "--dry-run", description = "print what would be sent, send nothing")
  private boolean dryRun;

  @Option(
      names = "--wait",
      defaultValue = "30",
      description = "seconds to wait for a block between announcing and telling")
  private long wait;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    Optional<Credentials> key = key();
    Bundle files;
    PublishedEpoch epoch;
    try {
      files = BundleFiles.read(bundle);
      epoch = PublishedEpoch.of(files);
    } catch (Difference | ArithmeticException e) {
      throw new InputException(bundle + ": " + e.getMessage());
    }
    if (doubt.find) {
      sayWhetherItFollows(files);
    }
    String address = vault == null ? epoch.name().vaultAddress() : vault;
    try (EpochChallenge chain = EpochChallenge.open(rpc, address, files, epoch)) {
      String challenger = key.map(Credentials::getAddress).orElse(EpochChallenge.NOBODY);
      Optional<EpochChallenge.Plan> plan = plan(chain, files, epoch, challenger);
      if (plan.isEmpty()) {
        say("NOTHING TO CHALLENGE: no fault of this bundle can be proven on the chain");
        return 0;
      }
      return key.isEmpty() ? rehearse(plan.get()) : send(chain, plan.get(), key.get());
    } catch (EpochChallenge.Refused e) {
      say("LOST: " + e.getMessage());
      return LOST;
    } catch (Difference e) {
      throw new InputException(bundle + ": " + e.getMessage());
    } catch (ChainGateway.Unavailable | IllegalArgumentException e) {
      throw new InputException("challenge: " + e.getMessage());
    }
  }

  /** The key; nothing for a rehearsal. */
  private Optional<Credentials> key() {
    if (dryRun) {
      return Optional.empty();
    }
    if (keystore == null || passphraseFile == null) {
      throw new InputException(
          "challenge: --keystore and --passphrase-file are needed, or --dry-run");
    }
    try {
      String passphrase = Files.readString(passphraseFile).lines().findFirst().orElse("");
      return Optional.of(WalletUtils.loadCredentials(passphrase, keystore.toFile()));
    } catch (IOException | CipherException e) {
      throw new InputException(
          keystore + ": line 0, column 0: the keystore cannot be opened: " + e.getMessage());
    }
  }

  private void sayWhetherItFollows(Bundle files) {
    try {
      BundleVerifier.verify(files);
      say("The bundle follows from its answers to the last byte.");
    } catch (Difference e) {
      say("DIFFERENT " + e.getMessage());
    }
  }

  private Optional<EpochChallenge.Plan> plan(
      EpochChallenge chain, Bundle files, PublishedEpoch epoch, String challenger) {
    if (doubt.label != null) {
      return Optional.of(chain.planLabel(label(files, doubt.label), challenger));
    }
    if (doubt.payout != null) {
      PublishedEpoch.Fault none =
          new PublishedEpoch.Fault(PublishedEpoch.Kind.PAYOUT, doubt.payout, 0, 0);
      return Optional.of(chain.planPayout(epoch.findFault(doubt.payout).orElse(none), challenger));
    }
    Optional<EpochChallenge.Plan> payout =
        epoch
            .findFault()
            .map(fault -> chain.planPayout(fault, challenger))
            .filter(EpochChallenge.Plan::wins);
    if (payout.isPresent() || !chain.provesTables()) {
      return payout;
    }
    return LabelChallenge.findFault(files)
        .map(fault -> chain.planLabel(fault, challenger))
        .filter(EpochChallenge.Plan::wins);
  }

  private static LabelChallenge label(Bundle files, String named) {
    int slash = named.indexOf('/');
    try {
      UUID dataset = UUID.fromString(named.substring(0, Math.max(0, slash)));
      return LabelChallenge.of(files, dataset, named.substring(slash + 1));
    } catch (IllegalArgumentException e) {
      throw new InputException("challenge: --label " + named + ": " + e.getMessage());
    }
  }

  private int rehearse(EpochChallenge.Plan plan) {
    say("would announce: to " + plan.vaultAddress() + " commitChallenge " + plan.announcement());
    say("would send: to " + plan.vaultAddress() + " " + plan.function() + " " + plan.calldata());
    say("gas of both: " + plan.gas().map(Object::toString).orElse("the node cannot tell"));
    say(plan.wins() ? "WOULD WIN: the vault would void the epoch" : "WOULD LOSE " + plan.refusal());
    return plan.wins() ? 0 : LOST;
  }

  private int send(EpochChallenge chain, EpochChallenge.Plan plan, Credentials key) {
    say("challenging by " + plan.function() + " as " + key.getAddress());
    if (!plan.wins()) {
      say("LOST, and nothing was sent: " + plan.refusal());
      return LOST;
    }
    EpochChallenge.Outcome outcome = chain.challenge(plan, key, wait, this::say);
    if (!outcome.refusal().isEmpty()) {
      say("LOST: " + outcome.refusal());
      return LOST;
    }
    say("WON: the epoch is void; a bounty of " + outcome.bounty() + " base units was paid");
    return 0;
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
