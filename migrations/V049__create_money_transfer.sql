-- Transfers of the payout token as the chain has them, and up to where they were read.
CREATE TABLE money_transfer_cursor (
  chain_id bigint NOT NULL,
  token_address text NOT NULL,
  last_block bigint NOT NULL,
  PRIMARY KEY (chain_id, token_address)
);

CREATE TABLE money_transfer (
  chain_id bigint NOT NULL,
  token_address text NOT NULL,
  block bigint NOT NULL,
  log_index int NOT NULL,
  from_address text NOT NULL,
  to_address text NOT NULL,
  amount_base_units numeric(78,0) NOT NULL CHECK (amount_base_units >= 0),
  PRIMARY KEY (chain_id, token_address, block, log_index)
);

-- What public models say of items, against which labelers are compared as if models were labelers.
CREATE TABLE model_answer (
  dataset_id uuid NOT NULL REFERENCES dataset,
  item_id uuid NOT NULL REFERENCES item,
  model text NOT NULL,
  label text NOT NULL,
  PRIMARY KEY (dataset_id, model, item_id)
);
