-- Accounts that said themselves that they are one person; the person is named by one of them.
CREATE TABLE person_merge (
  labeler_id uuid PRIMARY KEY REFERENCES account,
  person_id uuid NOT NULL REFERENCES account,
  merged_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX person_merge_person ON person_merge (person_id);

-- What one account shows to prove itself to the other; only its hash is kept.
CREATE TABLE merge_code (
  code_hash text PRIMARY KEY,
  labeler_id uuid NOT NULL REFERENCES account,
  expires_at timestamptz NOT NULL,
  redeemed_by uuid REFERENCES account
);
