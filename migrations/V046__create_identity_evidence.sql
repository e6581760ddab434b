-- What accounts have in common beside their answers. Values are HMACs under a key that is not in this database.
CREATE TABLE identity_evidence (
  labeler_id uuid NOT NULL REFERENCES account,
  family text NOT NULL CHECK (family IN ('IDENTITY', 'NETWORK', 'DEVICE')),
  kind text NOT NULL CHECK (kind IN ('STORAGE_TOKEN', 'DEVICE', 'ADDRESS', 'NETWORK_PREFIX')),
  value_hmac text NOT NULL,
  first_seen timestamptz NOT NULL DEFAULT now(),
  last_seen timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (labeler_id, kind, value_hmac)
);
CREATE INDEX identity_evidence_value ON identity_evidence (kind, value_hmac);
CREATE INDEX identity_evidence_expiry ON identity_evidence (expires_at);

-- Whether a labeler lets the account be bound to a device; no row where nobody was asked yet.
CREATE TABLE device_consent (
  labeler_id uuid PRIMARY KEY REFERENCES account,
  device_binding boolean NOT NULL,
  decided_at timestamptz NOT NULL DEFAULT now()
);
