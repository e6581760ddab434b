-- Goodwill is paid from an escrow of the platform's own, by an epoch, once.
ALTER TABLE goodwill
  DROP COLUMN paid_at,
  -- Its name in bundles, which tell nobody of appeals.
  ADD number int NOT NULL GENERATED ALWAYS AS IDENTITY UNIQUE,
  -- When the platform's escrow on the chain had the money for it.
  ADD escrowed_at timestamptz,
  ADD epoch_number bigint REFERENCES epoch,
  ADD CONSTRAINT goodwill_is_covered_before_it_is_paid CHECK (epoch_number IS NULL OR escrowed_at IS NOT NULL);
CREATE INDEX goodwill_epoch ON goodwill (epoch_number) WHERE epoch_number IS NOT NULL;
CREATE INDEX goodwill_open ON goodwill (labeler_id) WHERE epoch_number IS NULL;

CREATE FUNCTION pay_goodwill_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.appeal_id, OLD.labeler_id, OLD.amount_base_units, OLD.number)
        IS DISTINCT FROM (NEW.appeal_id, NEW.labeler_id, NEW.amount_base_units, NEW.number)
      OR OLD.epoch_number IS NOT NULL THEN
    RAISE EXCEPTION 'goodwill % is owed and paid once', OLD.appeal_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER goodwill_is_paid_once BEFORE UPDATE ON goodwill FOR EACH ROW EXECUTE FUNCTION pay_goodwill_once();

INSERT INTO posting (kind, debit, credit, credit_owner, amount_base_units, appeal_id, booked_at)
SELECT 'GOODWILL', 'PLATFORM', 'ACCRUED', labeler_id, amount_base_units, appeal_id, owed_since FROM goodwill ORDER BY number;

CREATE FUNCTION post_goodwill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO posting (kind, debit, credit, credit_owner, amount_base_units, appeal_id)
  SELECT 'GOODWILL', 'PLATFORM', 'ACCRUED', labeler_id, amount_base_units, appeal_id FROM owed ORDER BY number;
  RETURN NULL;
END $$;
CREATE TRIGGER goodwill_is_posted AFTER INSERT ON goodwill
  REFERENCING NEW TABLE AS owed FOR EACH STATEMENT EXECUTE FUNCTION post_goodwill();
