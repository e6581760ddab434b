package io.assay.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person who signed in at least once. */
@Entity
@Table(name = "account")
@SuppressWarnings("NullAway.Init")
public class Account extends PanacheEntityBase {
  @Id public UUID id;

  /** The {@code sub} claim: the person at the issuer. */
  public String subject;

  public String name;

  /** Lower-case name of the {@link Role} last signed in with. */
  public String role;

  @Column(name = "wallet_address")
  public @Nullable String walletAddress;

  /** The labeler's fixed place in every Merkle tree, from 0; drawn by the database. */
  @Column(name = "labeler_index", insertable = false, updatable = false)
  public @Nullable Long labelerIndex;

  @Column(name = "created_at")
  public Instant createdAt;

  public static Optional<Account> findBySubject(String subject) {
    return find("subject", subject).firstResultOptional();
  }

  public LabelerId labelerId() {
    return new LabelerId(id);
  }

  public Role role() {
    return Role.valueOf(role.toUpperCase(Locale.ROOT));
  }
}
