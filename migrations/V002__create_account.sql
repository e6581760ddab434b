CREATE TABLE account (
  id uuid PRIMARY KEY,
  subject text NOT NULL UNIQUE,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('requester', 'labeler', 'admin')),
  wallet_address text,
  storage_token_hash text,
  -- The fixed place in every Merkle tree; gaps are harmless, reuse would not be.
  labeler_index bigint NOT NULL GENERATED ALWAYS AS IDENTITY (START WITH 0 MINVALUE 0) UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX account_wallet_address ON account (wallet_address) WHERE wallet_address IS NOT NULL;
CREATE INDEX account_storage_token_hash ON account (storage_token_hash) WHERE storage_token_hash IS NOT NULL;
