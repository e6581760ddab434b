-- What near items share: 64 bits of each item's text and image, and the group of those that differ in
-- few of them. group_item_id is one item of the group, the same for all; an item alone has none.
CREATE TABLE item_likeness (
  item_id uuid NOT NULL REFERENCES item,
  dataset_id uuid NOT NULL REFERENCES dataset,
  kind text NOT NULL CHECK (kind IN ('TEXT', 'IMAGE')),
  -- NULL where the content could not be read; problem says why.
  hash bigint,
  problem text,
  -- SHA-256 of the content, hexadecimal: tells what is the same from what is nearly so.
  content_sha256 text NOT NULL,
  group_item_id uuid REFERENCES item,
  PRIMARY KEY (item_id, kind)
);
CREATE INDEX item_likeness_group ON item_likeness (dataset_id, kind, group_item_id);

-- Datasets whose items or files changed since their likeness was measured.
CREATE TABLE likeness_due (
  dataset_id uuid PRIMARY KEY REFERENCES dataset,
  since timestamptz NOT NULL DEFAULT clock_timestamp()
);
