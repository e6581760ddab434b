-- What an issuer says about the person behind an account. A proof serves one account: the first.
CREATE TABLE personhood (
  labeler_id uuid NOT NULL REFERENCES account,
  kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  nullifier text NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (labeler_id, kind),
  UNIQUE (kind, nullifier)
);
