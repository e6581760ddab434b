ALTER TABLE dataset
  -- By what the next answer is bought where there is a target error.
  ADD priority text NOT NULL DEFAULT 'EXPECTED_ERROR_REDUCTION'
    CHECK (priority IN ('EXPECTED_ERROR_REDUCTION', 'ACTIVE_LAB')),
  -- Whether labelers are shown what the model takes an item for, and whether only after they answered.
  ADD prelabels boolean NOT NULL DEFAULT false,
  ADD independent_answers boolean NOT NULL DEFAULT true,
  ADD CONSTRAINT dataset_with_prelabels_has_no_gold_and_no_probes
    CHECK (NOT prelabels OR (gold_share = 0 AND probe_share = 0));
