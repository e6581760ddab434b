ALTER TABLE fraud_case DROP CONSTRAINT fraud_case_state_check;
ALTER TABLE fraud_case ADD CONSTRAINT fraud_case_state_check
  CHECK (state IN ('OPEN', 'SECOND', 'HELD', 'BANNED', 'CLEARED', 'APPEALED'));
ALTER TABLE decision DROP CONSTRAINT decision_decision_check;
ALTER TABLE decision ADD CONSTRAINT decision_decision_check
  CHECK (decision IN ('HOLD', 'BAN', 'CLEAR'));
-- Innocent explanations the reviewer looked at.
ALTER TABLE decision ADD checklist text[] NOT NULL DEFAULT '{}';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is never changed', TG_TABLE_NAME;
END $$;
CREATE TRIGGER decision_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a case does to a labeler while it lasts; the table hold follows from it.
CREATE TABLE sanction (
  case_id uuid NOT NULL REFERENCES fraud_case,
  labeler_id uuid NOT NULL REFERENCES account,
  kind text NOT NULL CHECK (kind IN ('HOLD', 'BAN')),
  reason text NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  appeal_deadline timestamptz NOT NULL,
  PRIMARY KEY (case_id, labeler_id)
);
CREATE INDEX sanction_labeler ON sanction (labeler_id, kind);
INSERT INTO sanction (case_id, labeler_id, kind, reason, since, appeal_deadline)
  SELECT case_id, labeler_id, 'HOLD', reason, held_at, now() + interval '14 days' FROM hold;

CREATE FUNCTION refuse_ban_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'BAN' AND (SELECT count(DISTINCT decided_by) FROM decision
      WHERE case_id = NEW.case_id AND decision = 'BAN') < 2 THEN
    RAISE EXCEPTION 'a ban is decided by two people';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sanction_bans_by_two BEFORE INSERT OR UPDATE ON sanction
  FOR EACH ROW EXECUTE FUNCTION refuse_ban_by_one();
