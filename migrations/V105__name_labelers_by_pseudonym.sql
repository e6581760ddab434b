-- Who a labeler is in fits, receipts and exports: random, so that nothing leads back to the person once the
-- subject is erased, and fixed, so that a fit, whose sums follow the order of the names, stays what it is.
-- Labelers of recorded crowds keep their recorded name.
ALTER TABLE account
  ADD pseudonym text,
  ADD erased_at timestamptz,
  -- When what waited for the last payment was erased too.
  ADD erasure_finished_at timestamptz;
UPDATE account SET pseudonym = gen_random_uuid()::text;
ALTER TABLE account
  ALTER pseudonym SET DEFAULT gen_random_uuid()::text,
  ALTER pseudonym SET NOT NULL,
  ADD CONSTRAINT account_pseudonym UNIQUE (pseudonym);
CREATE INDEX account_erased ON account (erased_at)
  WHERE erased_at IS NOT NULL AND erasure_finished_at IS NULL;

-- Fits before this named the subjects: they are made again, and trainings with them.
UPDATE consensus_fit SET exclusions = '{}', model = model - 'echoes';
INSERT INTO consensus_refit (dataset_id) SELECT DISTINCT dataset_id FROM consensus_fit
  ON CONFLICT DO NOTHING;
DELETE FROM model_job;
DELETE FROM model_result;

-- What an erased person wrote goes when the appeal is decided; a decision itself is never changed.
CREATE OR REPLACE FUNCTION refuse_second_thoughts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before appeal := OLD;
BEGIN
  before.statement := NEW.statement;
  IF OLD.state <> 'WAITING' AND before IS DISTINCT FROM NEW THEN
    RAISE EXCEPTION 'an appeal is decided once';
  END IF;
  IF OLD.state <> 'WAITING' THEN
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT 1 FROM decision
      WHERE case_id = NEW.case_id AND decided_by = NEW.decided_by) THEN
    RAISE EXCEPTION 'an appeal is decided by a third person';
  END IF;
  IF NEW.state <> 'WAITING' AND EXISTS (SELECT 1 FROM account
      WHERE id = NEW.labeler_id AND erased_at IS NOT NULL) THEN
    NEW.statement := 'erased';
  END IF;
  RETURN NEW;
END $$;
