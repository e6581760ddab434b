-- Accounts and flags decided together.
CREATE TABLE fraud_case (
  id uuid PRIMARY KEY,
  dataset_id uuid REFERENCES dataset,
  state text NOT NULL CHECK (state IN ('OPEN', 'HELD', 'CLEARED')),
  opened_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX fraud_case_state ON fraud_case (state);

CREATE TABLE fraud_case_labeler (
  case_id uuid NOT NULL REFERENCES fraud_case,
  labeler_id uuid NOT NULL REFERENCES account,
  PRIMARY KEY (case_id, labeler_id)
);
CREATE INDEX fraud_case_labeler_labeler ON fraud_case_labeler (labeler_id);

-- One suspicion, with what it rests on. A signal measured again updates its flag.
CREATE TABLE flag (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES fraud_case,
  kind text NOT NULL CHECK (kind IN ('COPYING', 'SAME_WALLET', 'SAME_BROWSER')),
  dataset_id uuid REFERENCES dataset,
  -- What makes it the same suspicion when it is measured again.
  identity text NOT NULL UNIQUE,
  labeler_ids uuid[] NOT NULL,
  log_e_value double precision,
  summary text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX flag_case ON flag (case_id);

-- The evidence of copying between two labelers on a dataset, as last measured.
CREATE TABLE pair_evidence (
  dataset_id uuid NOT NULL REFERENCES dataset,
  labeler_a uuid NOT NULL REFERENCES account,
  labeler_b uuid NOT NULL REFERENCES account,
  common_items int NOT NULL,
  same int NOT NULL,
  expected_same double precision NOT NULL,
  log_e_value double precision NOT NULL,
  PRIMARY KEY (dataset_id, labeler_a, labeler_b)
);

-- Who decided what, when and why; never changed.
CREATE TABLE decision (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES fraud_case,
  decision text NOT NULL CHECK (decision IN ('HOLD', 'CLEAR')),
  reason text NOT NULL,
  decided_by uuid NOT NULL REFERENCES account,
  decided_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX decision_case ON decision (case_id, id);

-- Payouts of these labelers wait; nothing else changes for them.
CREATE TABLE hold (
  labeler_id uuid PRIMARY KEY REFERENCES account,
  case_id uuid NOT NULL REFERENCES fraud_case,
  reason text NOT NULL,
  held_at timestamptz NOT NULL DEFAULT now()
);
