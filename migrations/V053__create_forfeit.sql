-- Ledger lines that a ban took out of the ledger, whole, so that they come back as they were.
CREATE TABLE forfeit (
  ledger_entry_id bigint PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES fraud_case,
  labeler_id uuid NOT NULL REFERENCES account,
  dataset_id uuid NOT NULL REFERENCES dataset,
  amount_base_units numeric(78,0) NOT NULL CHECK (amount_base_units > 0),
  line jsonb NOT NULL,
  forfeited_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX forfeit_case ON forfeit (case_id, labeler_id);

-- Tasks that a ban opened again, and the answers they wanted before.
CREATE TABLE reopened_task (
  case_id uuid NOT NULL REFERENCES fraud_case,
  item_id uuid NOT NULL REFERENCES item,
  answers_wanted int NOT NULL,
  PRIMARY KEY (case_id, item_id)
);
