-- Encoders that requesters brought: ONNX files, kept once a content, in parts.
CREATE TABLE encoder_file (
  sha256 text NOT NULL,
  part integer NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (sha256, part)
);
ALTER TABLE encoder_file ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE supplied_encoder (
  id uuid PRIMARY KEY,
  dataset_id uuid NOT NULL REFERENCES dataset,
  sha256 text NOT NULL,
  size bigint NOT NULL,
  -- What it is fed: text or image.
  kind text NOT NULL CHECK (kind IN ('text', 'image')),
  -- The shapes of what it is fed and gives, for people.
  input text NOT NULL,
  dimension integer NOT NULL,
  state text NOT NULL DEFAULT 'CHECKING' CHECK (state IN ('CHECKING', 'READY', 'FAILED')),
  -- Slug and text of what is wrong with it.
  problem text,
  reason text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((state = 'FAILED') = (problem IS NOT NULL AND reason IS NOT NULL))
);

-- What a requester chose; a dataset without a row has the encoder that its content calls for.
CREATE TABLE dataset_encoder (
  dataset_id uuid PRIMARY KEY REFERENCES dataset,
  encoder text NOT NULL
    CHECK (encoder IN ('text', 'image-statistics', 'image-patches', 'audio', 'supplied')),
  supplied_id uuid REFERENCES supplied_encoder,
  CHECK ((encoder = 'supplied') = (supplied_id IS NOT NULL))
);

-- What encoders read of items, by content.
CREATE VIEW item_content AS
  SELECT i.dataset_id, i.id AS item_id, i.key, 'text' AS kind,
    encode(sha256(convert_to(i.content ->> 'text', 'UTF8')), 'hex') AS sha256,
    octet_length(i.content ->> 'text') AS size
  FROM item i WHERE jsonb_typeof(i.content -> 'text') = 'string'
  UNION ALL
  SELECT i.dataset_id, i.id, i.key, 'image', m.sha256, m.size
  FROM item i JOIN media m ON m.dataset_id = i.dataset_id AND m.name = i.content ->> 'image'
  WHERE m.media_type LIKE 'image/%'
  UNION ALL
  SELECT i.dataset_id, i.id, i.key, 'audio', m.sha256, m.size
  FROM item i JOIN media m ON m.dataset_id = i.dataset_id AND m.name = i.content ->> 'audio'
  WHERE m.media_type LIKE 'audio/%';
