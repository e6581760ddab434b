package io.assay.payout;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.payout.merkle.MerkleSumTree;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Proofs of payouts. */
@Path("/api/receipts")
@RolesAllowed(Role.LABELER_NAME)
@Tag(name = "Payouts")
public class ReceiptResource {
  /** What lets an outsider check one payout against the chain. */
  public record Receipt(
      long epoch,
      String root,
      TokenAmount totalBaseUnits,
      String dataHash,
      String vaultAddress,
      long chainId,
      ReceiptLeaf leaf,
      String proof) {}

  /** The leaf the proof is of. */
  public record ReceiptLeaf(long index, String account, TokenAmount cumulativeBaseUnits) {}

  private final CurrentAccount current;
  private final Jdbi jdbi;
  private final Epochs epochs;
  private final ChainGateway chain;

  ReceiptResource(CurrentAccount current, Jdbi jdbi, Epochs epochs, ChainGateway chain) {
    this.current = current;
    this.jdbi = jdbi;
    this.epochs = epochs;
    this.chain = chain;
  }

  @GET
  @Operation(
      summary = "The proof of your payout in an epoch",
      description = "Without an epoch, in the one that claims are checked against now.")
  public Receipt receipt(@QueryParam("epoch") @Nullable Long wanted) {
    Epoch epoch =
        (wanted == null ? epochs.findActive() : epochs.find(wanted))
            .orElseThrow(() -> Problem.notFound("unknown-epoch", "There is no such epoch."));
    long number = epoch.number();
    List<MerkleSumTree.Leaf> leaves = epochs.leaves(number);
    long index = indexOf(current.id());
    MerkleSumTree.Leaf leaf =
        leaves.stream()
            .filter(one -> one.index() == index)
            .findFirst()
            .orElseThrow(
                () -> Problem.notFound("no-payout", "You have no payout up to this epoch."));
    ChainGateway.Deployment deployment = chain.deployment();
    return new Receipt(
        number,
        epoch.root(),
        epoch.totalBaseUnits(),
        epoch.dataHash(),
        deployment.vaultAddress(),
        deployment.chainId(),
        new ReceiptLeaf(index, leaf.account(), new TokenAmount(leaf.cumulative())),
        MerkleSumTree.of(leaves).proofHex(index));
  }

  private long indexOf(UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT labeler_index FROM account WHERE id = :id")
                .bind("id", id)
                .mapTo(Long.class)
                .one());
  }
}
