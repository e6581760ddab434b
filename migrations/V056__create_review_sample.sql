-- Cases whose truth is known, mixed in to measure reviewers; nobody real is in them.
CREATE TABLE review_sample (
  case_id uuid PRIMARY KEY REFERENCES fraud_case,
  kind text NOT NULL CHECK (kind IN ('PLANTED', 'INNOCENT')),
  money_base_units numeric(78,0) NOT NULL,
  content jsonb NOT NULL
);
