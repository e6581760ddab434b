-- How far the confidences of a fit can be trusted; null for fits from before it was measured.
ALTER TABLE consensus_fit
  ADD calibration_basis text CHECK (calibration_basis IN ('GOLD', 'HELD_OUT_ANSWERS', 'NONE')),
  ADD gold_items int,
  ADD inverse_temperature double precision,
  ADD gold_exponent double precision,
  ADD expected_calibration_error double precision,
  -- What the fit foretold of gold as if it were not known, against it; null without gold.
  ADD gold_evaluation jsonb;

-- How hard an item is and how much its answers differ; null until it is estimated anew.
ALTER TABLE consensus
  ADD difficulty double precision,
  ADD disagreement double precision;
