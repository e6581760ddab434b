ALTER TABLE dataset
  ADD COLUMN target_error double precision CHECK (target_error > 0 AND target_error < 1),
  ADD COLUMN budget_base_units numeric(78,0) CHECK (budget_base_units > 0),
  ADD COLUMN deadline timestamptz;

-- How the buying of answers stands in a dataset with a target error.
CREATE TABLE quality_progress (
  dataset_id uuid PRIMARY KEY REFERENCES dataset,
  expected_error double precision NOT NULL,
  next_gain double precision NOT NULL,
  stop_reason text,
  updated_at timestamptz NOT NULL DEFAULT now()
);
