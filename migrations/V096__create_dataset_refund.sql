-- What was taken out of a dataset's funds to go back to its requester, on its way included. The escrow on the chain received
-- funded + refunded in all.
ALTER TABLE dataset
  ADD refunded_base_units numeric(78,0) NOT NULL DEFAULT 0 CHECK (refunded_base_units >= 0),
  -- A refund does not make the probes of before too many.
  DROP CONSTRAINT dataset_never_spends_more_on_probes_than_their_share,
  ADD CONSTRAINT dataset_never_spends_more_on_probes_than_their_share
    CHECK (probe_committed_base_units
      <= probe_share::numeric * least(funded_base_units + refunded_base_units, budget_base_units));

-- ANNOUNCED: out of the dataset's funds here; the chain is to be told. WAITING: the vault's notice runs, or what it paid back is
-- not deep enough yet. REFUNDED: back on the chain and in the requester's balance. UNKNOWN: the chain has to be read again.
CREATE TABLE dataset_refund (
  id uuid PRIMARY KEY,
  dataset_id uuid NOT NULL REFERENCES dataset,
  requester_id uuid NOT NULL REFERENCES account,
  state text NOT NULL CHECK (state IN ('ANNOUNCED', 'WAITING', 'REFUNDED', 'UNKNOWN')),
  amount_base_units numeric(78,0) NOT NULL CHECK (amount_base_units > 0),
  -- What the escrow will have given back in all: telling the chain twice then pays once.
  total_base_units numeric(78,0) NOT NULL CHECK (total_base_units >= amount_base_units),
  announced_at timestamptz NOT NULL DEFAULT now(),
  refundable_at timestamptz,
  transaction_hash text,
  refunded_at timestamptz,
  UNIQUE (dataset_id, total_base_units),
  CONSTRAINT dataset_refund_ends_with_its_time CHECK ((state = 'REFUNDED') = (refunded_at IS NOT NULL))
);
CREATE UNIQUE INDEX dataset_refund_one_at_a_time ON dataset_refund (dataset_id) WHERE state <> 'REFUNDED';

CREATE FUNCTION check_refund_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
      ('ANNOUNCED', 'WAITING'), ('ANNOUNCED', 'REFUNDED'), ('ANNOUNCED', 'UNKNOWN'),
      ('WAITING', 'ANNOUNCED'), ('WAITING', 'REFUNDED'), ('WAITING', 'UNKNOWN'),
      ('UNKNOWN', 'ANNOUNCED'), ('UNKNOWN', 'WAITING'), ('UNKNOWN', 'REFUNDED')) THEN
    RAISE EXCEPTION 'refund % cannot go from % to %', OLD.id, OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state = 'REFUNDED' OR (OLD.dataset_id, OLD.requester_id, OLD.amount_base_units, OLD.total_base_units)
      IS DISTINCT FROM (NEW.dataset_id, NEW.requester_id, NEW.amount_base_units, NEW.total_base_units) THEN
    RAISE EXCEPTION 'what refund % gives back is fixed', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER dataset_refund_transition BEFORE UPDATE ON dataset_refund FOR EACH ROW EXECUTE FUNCTION check_refund_transition();

ALTER TABLE posting ADD FOREIGN KEY (refund_id) REFERENCES dataset_refund;
CREATE UNIQUE INDEX posting_once_a_refund ON posting (refund_id, kind) WHERE refund_id IS NOT NULL;
