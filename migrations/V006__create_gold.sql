CREATE TABLE gold (
  item_id uuid PRIMARY KEY REFERENCES item,
  dataset_id uuid NOT NULL REFERENCES dataset,
  label text NOT NULL
);
CREATE INDEX gold_dataset ON gold (dataset_id);

CREATE TABLE gold_grade (
  assignment_id uuid PRIMARY KEY REFERENCES assignment,
  labeler_id uuid NOT NULL REFERENCES account,
  dataset_id uuid NOT NULL REFERENCES dataset,
  correct boolean NOT NULL
);
CREATE INDEX gold_grade_labeler ON gold_grade (labeler_id);
