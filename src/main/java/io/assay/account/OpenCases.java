package io.assay.account;

import java.util.UUID;

/** Port: whether what an account is known by is evidence in a case that is not cleared. */
public interface OpenCases {
  boolean concern(UUID labeler);
}
