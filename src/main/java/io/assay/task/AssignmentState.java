package io.assay.task;

/** Where an assignment stands. Only {@code ACTIVE} ones can be answered. */
public enum AssignmentState {
  ACTIVE,
  SUBMITTED,
  ACCEPTED,
  REJECTED,
  SKIPPED,
  EXPIRED
}
