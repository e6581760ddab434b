-- Up to which block the claims of a vault are posted, and what it had paid in all by then.
CREATE TABLE claim_cursor (
  chain_id bigint NOT NULL,
  vault_address text NOT NULL,
  last_block bigint NOT NULL,
  claimed_base_units numeric(78,0) NOT NULL DEFAULT 0,
  PRIMARY KEY (chain_id, vault_address)
);
CREATE INDEX posting_claim ON posting (debit_owner) WHERE kind = 'CLAIM';
