-- Pictures and sounds of a dataset's items, by the names under which items refer to them.
CREATE TABLE media (
  dataset_id uuid NOT NULL REFERENCES dataset,
  name text NOT NULL,
  media_type text NOT NULL,
  -- Of the content, hexadecimal.
  sha256 text NOT NULL,
  size integer NOT NULL CHECK (size > 0),
  content bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (dataset_id, name)
);
-- Encoded already: compressing it again costs time and saves nothing.
ALTER TABLE media ALTER COLUMN content SET STORAGE EXTERNAL;
