-- A purpose keeps its nonce; every time its fee is raised is one more attempt, of which the chain takes one.
ALTER TABLE chain_transaction
  ADD COLUMN chain_id bigint NOT NULL DEFAULT 0,
  -- Hash of block 0: a chain begun anew under the same number is another chain.
  ADD COLUMN genesis text NOT NULL DEFAULT '',
  ADD COLUMN attempt int NOT NULL DEFAULT 1 CHECK (attempt >= 1),
  ADD COLUMN max_fee numeric(78,0) NOT NULL DEFAULT 0,
  ADD COLUMN tip numeric(78,0) NOT NULL DEFAULT 0,
  ADD COLUMN block_number bigint,
  ADD COLUMN block_hash text;
UPDATE chain_transaction t SET attempt = n.place
FROM (SELECT hash, row_number() OVER (PARTITION BY sender, nonce ORDER BY created_at, hash) AS place FROM chain_transaction) n
WHERE n.hash = t.hash;
ALTER TABLE chain_transaction
  DROP CONSTRAINT chain_transaction_state_check,
  ADD CHECK (state IN ('PREPARED', 'MINED', 'FAILED', 'UNKNOWN', 'FINAL')),
  ADD UNIQUE (chain_id, genesis, sender, nonce, attempt);
ALTER TABLE chain_transaction ALTER COLUMN chain_id DROP DEFAULT, ALTER COLUMN genesis DROP DEFAULT, ALTER COLUMN attempt DROP DEFAULT;
