CREATE TABLE dataset (
  id uuid PRIMARY KEY,
  requester_id uuid NOT NULL REFERENCES account,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  instructions text NOT NULL DEFAULT '',
  label_schema jsonb NOT NULL,
  price_base_units numeric(78,0) NOT NULL CHECK (price_base_units > 0),
  redundancy_min int NOT NULL CHECK (redundancy_min >= 1),
  redundancy_max int NOT NULL CHECK (redundancy_max >= redundancy_min),
  target_confidence double precision NOT NULL CHECK (target_confidence > 0 AND target_confidence <= 1),
  gold_share double precision NOT NULL CHECK (gold_share >= 0 AND gold_share <= 0.5),
  lease_seconds int NOT NULL CHECK (lease_seconds > 0),
  state text NOT NULL CHECK (state IN ('DRAFT', 'OPEN', 'CLOSED')),
  funded_base_units numeric(78,0) NOT NULL DEFAULT 0 CHECK (funded_base_units >= 0),
  committed_base_units numeric(78,0) NOT NULL DEFAULT 0 CHECK (committed_base_units >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT dataset_never_promises_more_than_funded CHECK (committed_base_units <= funded_base_units)
);
CREATE INDEX dataset_requester ON dataset (requester_id, created_at DESC, id DESC);
CREATE INDEX dataset_newest ON dataset (created_at DESC, id DESC);

CREATE TABLE item (
  id uuid PRIMARY KEY,
  dataset_id uuid NOT NULL REFERENCES dataset,
  key text NOT NULL,
  content jsonb NOT NULL,
  UNIQUE (dataset_id, key)
);
