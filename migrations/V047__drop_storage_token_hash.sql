-- Plain hashes, taken without consent: not carried over. Who agrees is known again at the next sign-in.
ALTER TABLE account DROP COLUMN storage_token_hash;
