-- One run of an estimator over all answers of a dataset.
CREATE TABLE consensus_fit (
  id uuid PRIMARY KEY,
  dataset_id uuid NOT NULL REFERENCES dataset,
  method text NOT NULL,
  -- Parameters, iterations, objective, class prior and pooled confusion: what the next item updates need.
  provenance jsonb NOT NULL,
  answers bigint NOT NULL,
  labelers int NOT NULL,
  answers_hash text NOT NULL,
  last_sequence bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX consensus_fit_latest ON consensus_fit (dataset_id, created_at DESC);

CREATE TABLE consensus (
  item_id uuid PRIMARY KEY REFERENCES item,
  dataset_id uuid NOT NULL REFERENCES dataset,
  label text NOT NULL,
  confidence double precision NOT NULL,
  posterior jsonb NOT NULL,
  answers int NOT NULL,
  method text NOT NULL,
  fit_id uuid REFERENCES consensus_fit,
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX consensus_dataset ON consensus (dataset_id);

CREATE TABLE reliability (
  dataset_id uuid NOT NULL REFERENCES dataset,
  labeler_id uuid NOT NULL REFERENCES account,
  answers int NOT NULL,
  accuracy double precision NOT NULL,
  accuracy_low double precision NOT NULL,
  accuracy_high double precision NOT NULL,
  informativeness double precision NOT NULL,
  confusion jsonb NOT NULL,
  PRIMARY KEY (dataset_id, labeler_id)
);

-- Datasets with answers the last fit has not seen.
CREATE TABLE consensus_refit (
  dataset_id uuid PRIMARY KEY REFERENCES dataset,
  since timestamptz NOT NULL DEFAULT now()
);
