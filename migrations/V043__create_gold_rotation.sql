-- Every gold item, from the requester or recycled from a settled item, and what became of it.
CREATE TABLE gold_rotation (
  item_id uuid PRIMARY KEY REFERENCES item,
  dataset_id uuid NOT NULL REFERENCES dataset,
  source text NOT NULL CHECK (source IN ('REQUESTER', 'RECYCLED')),
  -- The settled label of recycled gold; the requester's is in gold.
  label text,
  since timestamptz NOT NULL DEFAULT now(),
  -- Graded answers when it was last tested for a leak.
  exposures_tested int NOT NULL DEFAULT 0,
  retired_at timestamptz,
  retired_reason text CHECK (retired_reason IN ('EXPOSURES', 'LEAK')),
  leak_p_value double precision,
  early_accuracy double precision,
  late_accuracy double precision,
  CHECK ((source = 'RECYCLED') = (label IS NOT NULL)),
  CHECK ((retired_at IS NULL) = (retired_reason IS NULL))
);
CREATE INDEX gold_rotation_dataset ON gold_rotation (dataset_id) WHERE retired_at IS NULL;
CREATE INDEX gold_grade_dataset ON gold_grade (dataset_id);

INSERT INTO gold_rotation (item_id, dataset_id, source) SELECT item_id, dataset_id, 'REQUESTER' FROM gold;
UPDATE task SET pool = 'GOLD', pool_since = now(),
    answers_wanted = answers + live_leases, pool_answers_wanted = greatest(answers + live_leases, 60)
  WHERE purpose = 'GOLD';
