package io.assay.account;

import java.util.UUID;

/** A person's account was erased: fired in the transaction that did it. */
public record AccountErased(UUID account) {}
