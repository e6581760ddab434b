package io.assay.account;

import io.assay.platform.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The account of the person whose token came with the request. */
@RequestScoped
public class CurrentAccount {
  private static final int MAX_NAME_LENGTH = 200;

  private final SecurityIdentity identity;
  private final Accounts accounts;
  private @Nullable UUID id;

  CurrentAccount(SecurityIdentity identity, Accounts accounts) {
    this.identity = identity;
    this.accounts = accounts;
  }

  public UUID id() {
    UUID known = id;
    if (known == null) {
      String subject = identity.getPrincipal().getName();
      String name = subject;
      Personhood personhood = null;
      if (identity.getPrincipal() instanceof JsonWebToken token) {
        subject = token.getSubject();
        Object claim = token.getClaim("name");
        name = claim == null ? subject : claim.toString();
        personhood = Personhood.of(token);
      }
      if (name.length() > MAX_NAME_LENGTH) {
        name = name.substring(0, MAX_NAME_LENGTH);
      }
      known = accounts.idOf(subject, name, role(), personhood);
      id = known;
    }
    return known;
  }

  public LabelerId labelerId() {
    return new LabelerId(id());
  }

  /** The strongest role of the token. */
  public Role role() {
    if (identity.hasRole(Role.ADMIN_NAME)) {
      return Role.ADMIN;
    }
    if (identity.hasRole(Role.REQUESTER_NAME)) {
      return Role.REQUESTER;
    }
    if (identity.hasRole(Role.LABELER_NAME)) {
      return Role.LABELER;
    }
    throw Problem.forbidden("wrong-role", "Your token carries none of the roles of Assay.");
  }
}
