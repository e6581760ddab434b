-- Items that sides of a dataset dispute, put to somebody outside of both. Answered, the label is
-- known to the fits; no labeler is graded by it.
CREATE TABLE adjudication (
  item_id uuid PRIMARY KEY REFERENCES item,
  dataset_id uuid NOT NULL REFERENCES dataset,
  asked_at timestamptz NOT NULL DEFAULT now(),
  label text,
  decided_by uuid REFERENCES account,
  decided_at timestamptz,
  reason text,
  CHECK ((label IS NULL) = (decided_by IS NULL) AND (label IS NULL) = (decided_at IS NULL))
);
CREATE INDEX adjudication_open ON adjudication (asked_at, item_id) WHERE label IS NULL;
CREATE INDEX adjudication_dataset ON adjudication (dataset_id);

-- Every label that somebody vouches for; gold is before an answer to a dispute.
CREATE VIEW known_label AS
  SELECT item_id, dataset_id, label FROM gold
  UNION ALL
  SELECT j.item_id, j.dataset_id, j.label FROM adjudication j
  WHERE j.label IS NOT NULL AND NOT EXISTS (SELECT 1 FROM gold g WHERE g.item_id = j.item_id);
