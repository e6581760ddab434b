-- The tier of each labeler as last decided, with why, and the most that was ever unlocked.
CREATE TABLE labeler_tier (
  labeler_id uuid PRIMARY KEY REFERENCES account,
  tier int NOT NULL CHECK (tier BETWEEN 0 AND 3),
  person boolean NOT NULL,
  vouched boolean NOT NULL,
  suspected boolean NOT NULL,
  conditions jsonb NOT NULL,
  unlocked_base_units numeric(78,0) NOT NULL DEFAULT 0 CHECK (unlocked_base_units >= 0),
  decided_at timestamptz NOT NULL
);
-- What a labeler did today, for the limit of the tier.
CREATE INDEX ledger_entry_labeler_day ON ledger_entry (labeler_id, created_at);
CREATE INDEX labeler_tier_low ON labeler_tier (labeler_id) WHERE tier <= 1;
