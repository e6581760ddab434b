-- One training of the validation model, and whether it may enter consensus.
CREATE TABLE model_version (
  id uuid PRIMARY KEY,
  dataset_id uuid NOT NULL REFERENCES dataset,
  engine text NOT NULL,
  labels jsonb NOT NULL,
  items int NOT NULL,
  temperature double precision NOT NULL,
  held_out_gain double precision NOT NULL,
  earned boolean NOT NULL,
  training_hash text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX model_version_latest ON model_version (dataset_id, created_at DESC);

-- The newest prediction of an item by a version that did not see it.
CREATE TABLE prediction (
  item_id uuid PRIMARY KEY REFERENCES item,
  version_id uuid NOT NULL REFERENCES model_version,
  probabilities jsonb NOT NULL
);
