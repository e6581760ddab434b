package io.assay.account;

/** What a person does here; named in the {@code groups} claim of the access token. */
public enum Role {
  REQUESTER,
  LABELER,
  ADMIN;

  public static final String REQUESTER_NAME = "requester";
  public static final String LABELER_NAME = "labeler";
  public static final String ADMIN_NAME = "admin";
}
