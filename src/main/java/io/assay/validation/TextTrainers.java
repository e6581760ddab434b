package io.assay.validation;

import io.assay.validation.features.SparseMatrix;
import io.assay.validation.heads.HeadTrainer;
import io.assay.validation.heads.TribuoReference;
import java.util.List;

/** What the model of a dataset of texts is trained by, in one trial. */
record TextTrainers(ValidationConfig.Head head, EngineUse engine) {
  /** The trainers to choose from for a table. */
  List<? extends HeadTrainer<SparseMatrix>> of(SparseMatrix features) {
    return head == ValidationConfig.Head.TRIBUO
        ? List.of(TribuoReference.usual())
        : engine.trainers(features);
  }
}
