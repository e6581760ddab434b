package io.assay.payout;

import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Port: which accounts are paid as one person. */
interface PersonClusters {
  /** The persons known now, and what joins accounts beyond them. */
  Persons read(Handle handle);

  /** Who is whom. */
  interface Persons {
    /** The person of an account: one of its accounts, which is itself where it stands alone. */
    UUID personOf(UUID labeler);

    /** All accounts of the account's person, itself included. */
    Set<UUID> accountsOf(UUID labeler);

    /** Largest posterior of a suspected cluster that reaches beyond the account's person. */
    double foreignPosterior(UUID labeler);
  }
}
