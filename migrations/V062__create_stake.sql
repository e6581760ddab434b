-- External stakes, recorded; the chain proves them.
CREATE TABLE stake (
  labeler_id uuid PRIMARY KEY REFERENCES account,
  amount_base_units numeric(78,0) NOT NULL CHECK (amount_base_units >= 0),
  transaction_hash text,
  recorded_at timestamptz NOT NULL DEFAULT now()
);

-- Reviewers who looked at a labeler and opened tier 3.
CREATE TABLE tier_review (
  labeler_id uuid PRIMARY KEY REFERENCES account,
  reviewer_id uuid NOT NULL REFERENCES account,
  reason text NOT NULL,
  reviewed_at timestamptz NOT NULL DEFAULT now(),
  CHECK (labeler_id <> reviewer_id)
);
