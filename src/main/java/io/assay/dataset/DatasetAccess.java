package io.assay.dataset;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/** Which datasets the signed-in person may see and change. */
@RequestScoped
public class DatasetAccess {
  private final CurrentAccount current;
  private final Datasets datasets;

  DatasetAccess(CurrentAccount current, Datasets datasets) {
    this.current = current;
    this.datasets = datasets;
  }

  /** The dataset if the person owns it or is an admin; others learn nothing of its existence. */
  public Dataset getOwned(UUID id) {
    Dataset dataset = datasets.get(id);
    boolean own = dataset.requesterId.equals(current.id()) && current.role() == Role.REQUESTER;
    if (!own && current.role() != Role.ADMIN) {
      throw Datasets.unknown();
    }
    return dataset;
  }

  /** The dataset if the person may see it: labelers see those not in draft. */
  public Dataset getVisible(UUID id) {
    if (current.role() != Role.LABELER) {
      return getOwned(id);
    }
    Dataset dataset = datasets.get(id);
    if (dataset.state == DatasetState.DRAFT) {
      throw Datasets.unknown();
    }
    return dataset;
  }
}
