-- What farms may expect, as last reckoned each night.
CREATE TABLE economics_run (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  report jsonb NOT NULL,
  run_at timestamptz NOT NULL DEFAULT now()
);
