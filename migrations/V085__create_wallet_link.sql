-- Nonces of Sign-In with Ethereum: each is one account's, for a short time, once.
CREATE TABLE wallet_nonce (
  nonce text PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX wallet_nonce_expiry ON wallet_nonce (expires_at);

-- Wallets that proved themselves, with what they signed.
CREATE TABLE wallet_link (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  wallet_address text NOT NULL,
  proof text NOT NULL CHECK (proof IN ('KEY', 'CONTRACT')),
  message text NOT NULL,
  linked_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX wallet_link_account ON wallet_link (account_id, id DESC);
