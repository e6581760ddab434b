-- What encoders made of contents, by encoder with its version and SHA-256 of the content: the same content is
-- encoded once, whichever datasets it is in.
CREATE TABLE feature (
  encoder text NOT NULL,
  content_sha256 text NOT NULL,
  -- float32 in big-endian order; NULL where the content could not be read, and problem says why.
  vector bytea,
  problem text,
  PRIMARY KEY (encoder, content_sha256),
  CHECK ((vector IS NULL) <> (problem IS NULL))
);

-- The patches that a dataset's own images are made of.
CREATE TABLE patch_dictionary (
  dataset_id uuid PRIMARY KEY REFERENCES dataset,
  -- How many images there were to learn from.
  images integer NOT NULL,
  content bytea NOT NULL
);

-- Datasets whose files or encoder changed since they were encoded. A server that works on one holds it until
-- held_until, and goes on holding it while it works.
CREATE TABLE encoding_due (
  dataset_id uuid PRIMARY KEY REFERENCES dataset,
  since timestamptz NOT NULL DEFAULT clock_timestamp(),
  held_until timestamptz NOT NULL DEFAULT '-infinity',
  failures integer NOT NULL DEFAULT 0
);

-- Files that came before this table did.
INSERT INTO encoding_due (dataset_id) SELECT DISTINCT dataset_id FROM media;
