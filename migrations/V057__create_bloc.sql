-- Labelers who answer from one sheet, as last found among a dataset's answers; ids stay as long as
-- most of the members do.
CREATE TABLE bloc (
  id uuid PRIMARY KEY,
  dataset_id uuid NOT NULL REFERENCES dataset,
  -- Nats over one crowd, and by how much that is more than chance ever gives.
  gain double precision NOT NULL,
  surplus double precision NOT NULL,
  -- The members' share of the answers, and how often they take the sheet's.
  mass double precision NOT NULL CHECK (mass BETWEEN 0 AND 1),
  copy_rate double precision NOT NULL CHECK (copy_rate BETWEEN 0 AND 1),
  -- Nats by which known labels speak against it.
  evidence double precision NOT NULL,
  -- Items that two members or more answered.
  common_items int NOT NULL,
  -- Whether it is clear that this side, and not the rest, is the bloc.
  decided boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX bloc_dataset ON bloc (dataset_id);

CREATE TABLE bloc_member (
  bloc_id uuid NOT NULL REFERENCES bloc ON DELETE CASCADE,
  labeler_id uuid NOT NULL REFERENCES account,
  membership double precision NOT NULL CHECK (membership BETWEEN 0 AND 1),
  PRIMARY KEY (bloc_id, labeler_id)
);
CREATE INDEX bloc_member_labeler ON bloc_member (labeler_id);

-- What the last search of a dataset saw, so that the same is not searched twice.
CREATE TABLE bloc_search (
  dataset_id uuid PRIMARY KEY REFERENCES dataset,
  fit_id uuid NOT NULL,
  input_hash text NOT NULL,
  searches bigint NOT NULL DEFAULT 1
);
