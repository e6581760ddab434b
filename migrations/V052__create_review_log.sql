-- Everything done about cases, each entry sealed by the hash of the one before it.
CREATE TABLE review_log (
  sequence bigint PRIMARY KEY CHECK (sequence >= 1),
  at timestamptz NOT NULL,
  case_id uuid,
  -- Null where the platform acted by itself.
  actor uuid REFERENCES account,
  action text NOT NULL,
  detail text NOT NULL,
  config_version text NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL UNIQUE
);
CREATE INDEX review_log_case ON review_log (case_id, sequence);
CREATE TRIGGER review_log_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON review_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The newest entry, kept apart so that a log cut short is seen too.
CREATE TABLE review_log_head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  sequence bigint NOT NULL,
  hash text NOT NULL
);
INSERT INTO review_log_head (sequence, hash) VALUES (0, repeat('0', 64));
