-- What each audit of the money found: pairs of sums that must be the same, line by line. Kept for ever.
CREATE TABLE ledger_audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  balanced boolean NOT NULL,
  lines jsonb NOT NULL
);
CREATE TRIGGER ledger_audit_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
