CREATE TABLE task (
  id uuid PRIMARY KEY,
  dataset_id uuid NOT NULL REFERENCES dataset,
  item_id uuid NOT NULL UNIQUE REFERENCES item,
  state text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'RESOLVED')),
  -- Gold tasks stay open for every labeler; the others end with their answers.
  purpose text NOT NULL DEFAULT 'LABEL' CHECK (purpose IN ('LABEL', 'GOLD')),
  answers_wanted int NOT NULL CHECK (answers_wanted >= 0),
  answers int NOT NULL DEFAULT 0 CHECK (answers >= 0),
  live_leases int NOT NULL DEFAULT 0 CHECK (live_leases >= 0),
  -- Where the random walk of the dispatcher meets this task.
  shuffle double precision NOT NULL DEFAULT random(),
  CONSTRAINT task_never_leases_more_than_wanted CHECK (answers + live_leases <= answers_wanted)
);
CREATE INDEX task_dispatch ON task (dataset_id, purpose, shuffle) WHERE state = 'OPEN';

CREATE TABLE assignment (
  id uuid PRIMARY KEY,
  task_id uuid NOT NULL REFERENCES task,
  dataset_id uuid NOT NULL REFERENCES dataset,
  item_id uuid NOT NULL REFERENCES item,
  labeler_id uuid NOT NULL REFERENCES account,
  state text NOT NULL CHECK (state IN ('ACTIVE', 'SUBMITTED', 'ACCEPTED', 'REJECTED', 'SKIPPED', 'EXPIRED')),
  leased_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  CONSTRAINT assignment_once_a_labeler_and_task UNIQUE (task_id, labeler_id)
);
CREATE INDEX assignment_expiry ON assignment (expires_at) WHERE state = 'ACTIVE';
CREATE INDEX assignment_labeler ON assignment (labeler_id, dataset_id, state);

CREATE TABLE submission (
  assignment_id uuid PRIMARY KEY REFERENCES assignment,
  task_id uuid NOT NULL REFERENCES task,
  dataset_id uuid NOT NULL REFERENCES dataset,
  item_id uuid NOT NULL REFERENCES item,
  labeler_id uuid NOT NULL REFERENCES account,
  label text NOT NULL,
  seconds double precision,
  submitted_at timestamptz NOT NULL,
  -- The first answer to the submit, given again byte for byte.
  response text NOT NULL,
  sequence bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  CONSTRAINT submission_once_a_labeler_and_item UNIQUE (item_id, labeler_id)
);
CREATE INDEX submission_dataset ON submission (dataset_id, sequence);
CREATE INDEX submission_labeler ON submission (labeler_id, dataset_id);
