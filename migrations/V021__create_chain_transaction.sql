-- The contracts this database settles on.
CREATE TABLE chain_deployment (
  chain_id bigint PRIMARY KEY,
  vault_address text NOT NULL,
  token_address text NOT NULL,
  deployed_at timestamptz NOT NULL DEFAULT now()
);

-- Written before a transaction is broadcast, so that after a crash the same bytes are sent again.
CREATE TABLE chain_transaction (
  hash text PRIMARY KEY,
  purpose text NOT NULL,
  sender text NOT NULL,
  nonce bigint NOT NULL,
  raw text NOT NULL,
  state text NOT NULL CHECK (state IN ('PREPARED', 'MINED', 'FAILED', 'UNKNOWN')),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX chain_transaction_unfinished ON chain_transaction (created_at) WHERE state IN ('PREPARED', 'UNKNOWN');
