-- What labelers earned. Lines are only ever added; the epoch that settled one is stamped once.
CREATE TABLE ledger_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  labeler_id uuid NOT NULL REFERENCES account,
  dataset_id uuid NOT NULL REFERENCES dataset,
  assignment_id uuid NOT NULL UNIQUE REFERENCES assignment,
  amount_base_units numeric(78,0) NOT NULL CHECK (amount_base_units > 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  epoch_number bigint
);
CREATE INDEX ledger_entry_unsettled ON ledger_entry (labeler_id) WHERE epoch_number IS NULL;
CREATE INDEX ledger_entry_labeler ON ledger_entry (labeler_id, id);
CREATE INDEX ledger_entry_epoch ON ledger_entry (epoch_number) WHERE epoch_number IS NOT NULL;
