-- A settlement period, closed once. OPEN is never stored: it is what no epoch has stamped yet.
CREATE TABLE epoch (
  number bigint PRIMARY KEY CHECK (number >= 1),
  -- CLOSED: root fixed here. PROPOSED, ACTIVE: as read back from the chain. UNKNOWN: sent, outcome not seen yet.
  state text NOT NULL CHECK (state IN ('CLOSED', 'PROPOSED', 'ACTIVE', 'UNKNOWN')),
  root text NOT NULL,
  depth int NOT NULL,
  total_base_units numeric(78,0) NOT NULL,
  data_hash text NOT NULL,
  payouts int NOT NULL,
  transaction_hash text,
  closed_at timestamptz NOT NULL DEFAULT now()
);

-- What each dataset's escrow pays for in an epoch; the sum is the epoch's growth of the total.
CREATE TABLE epoch_allocation (
  epoch_number bigint NOT NULL REFERENCES epoch,
  dataset_id uuid NOT NULL REFERENCES dataset,
  amount_base_units numeric(78,0) NOT NULL CHECK (amount_base_units > 0),
  PRIMARY KEY (epoch_number, dataset_id)
);

-- The leaf of each labeler ever paid, as of an epoch: the cumulative amount never falls.
CREATE TABLE payout (
  epoch_number bigint NOT NULL REFERENCES epoch,
  labeler_id uuid NOT NULL REFERENCES account,
  labeler_index bigint NOT NULL,
  wallet_address text NOT NULL,
  amount_base_units numeric(78,0) NOT NULL CHECK (amount_base_units >= 0),
  cumulative_base_units numeric(78,0) NOT NULL CHECK (cumulative_base_units >= amount_base_units),
  PRIMARY KEY (epoch_number, labeler_id),
  UNIQUE (epoch_number, labeler_index)
);
CREATE INDEX payout_labeler ON payout (labeler_id, epoch_number);

ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_epoch_exists FOREIGN KEY (epoch_number) REFERENCES epoch;
