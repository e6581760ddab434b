-- What the dispatcher was last told of a dataset: see ProbePools.
CREATE TABLE dispatch_plan (
  dataset_id uuid PRIMARY KEY REFERENCES dataset,
  -- Whether enough labelers of a higher tier are at work to bound the votes of the low tiers.
  low_tier_bounded boolean NOT NULL,
  active_labelers int NOT NULL,
  planned_at timestamptz NOT NULL,
  planned_committed_base_units numeric(78,0) NOT NULL,
  -- Committed and funded when the limit of the probes was last reckoned.
  reckoned_committed_base_units numeric(78,0),
  reckoned_funded_base_units numeric(78,0)
);
