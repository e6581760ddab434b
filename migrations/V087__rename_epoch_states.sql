-- The states of a stored epoch and the ways between them; an open epoch is never stored.
-- CLOSING: its lines are being stamped. ROOTED: the root is fixed here. PUBLISHED: proposed on the chain.
-- FINAL: active on the chain and deep enough. UNKNOWN: what the chain has of it has to be read again.
ALTER TABLE epoch DROP CONSTRAINT epoch_state_check;
UPDATE epoch SET state = CASE state WHEN 'CLOSED' THEN 'ROOTED' WHEN 'PROPOSED' THEN 'PUBLISHED' WHEN 'ACTIVE' THEN 'FINAL' ELSE state END;
ALTER TABLE epoch ADD CONSTRAINT epoch_state_check CHECK (state IN ('CLOSING', 'ROOTED', 'PUBLISHED', 'FINAL', 'UNKNOWN'));

CREATE FUNCTION check_epoch_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
      ('CLOSING', 'ROOTED'),
      ('ROOTED', 'PUBLISHED'), ('ROOTED', 'UNKNOWN'),
      ('PUBLISHED', 'FINAL'), ('PUBLISHED', 'UNKNOWN'),
      ('FINAL', 'UNKNOWN'),
      ('UNKNOWN', 'ROOTED'), ('UNKNOWN', 'PUBLISHED'), ('UNKNOWN', 'FINAL')) THEN
    RAISE EXCEPTION 'epoch % cannot go from % to %', OLD.number, OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state <> 'CLOSING' AND (OLD.root, OLD.depth, OLD.total_base_units) IS DISTINCT FROM (NEW.root, NEW.depth, NEW.total_base_units) THEN
    RAISE EXCEPTION 'the root of epoch % is fixed', OLD.number USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER epoch_transition BEFORE UPDATE ON epoch FOR EACH ROW EXECUTE FUNCTION check_epoch_transition();
