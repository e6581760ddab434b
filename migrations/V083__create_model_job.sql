-- Trainings that wait for a worker process: one a dataset, the newest crowd. A worker holds a job until
-- held_until and says so as long as it works; what a worker left is taken by the next.
CREATE TABLE model_job (
  dataset_id uuid PRIMARY KEY REFERENCES dataset,
  -- Names this crowd; another crowd replaces it and is another job.
  id uuid NOT NULL,
  -- SHA-256 of the crowd and of what encoders had read by then.
  crowd_hash text NOT NULL,
  -- Answers, known labels and whose answers count less, as gzipped JSON.
  crowd bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  held_until timestamptz NOT NULL DEFAULT '-infinity',
  worker text,
  attempts integer NOT NULL DEFAULT 0,
  -- Why the last attempt failed; after three of them the job waits for another crowd.
  problem text
);

-- What the last training came to, as a fit is lent it.
CREATE TABLE model_result (
  dataset_id uuid PRIMARY KEY REFERENCES dataset,
  crowd_hash text NOT NULL,
  version_id uuid REFERENCES model_version,
  model_hash text,
  -- The prior by item and the labelers it repeats, as gzipped JSON; NULL where nothing was earned.
  lent bytea,
  worker text NOT NULL,
  -- Whether a fit was asked for since.
  used boolean NOT NULL DEFAULT false
);
