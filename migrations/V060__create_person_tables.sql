-- Clusters, merges, probes and consent, where no earlier migration made them.
CREATE TABLE IF NOT EXISTS suspect_cluster (
  id uuid PRIMARY KEY,
  state text NOT NULL DEFAULT 'SUSPECTED' CHECK (state IN ('SUSPECTED', 'CONFIRMED', 'RELEASED')),
  posterior double precision NOT NULL CHECK (posterior BETWEEN 0 AND 1),
  r_link double precision NOT NULL CHECK (r_link BETWEEN 0 AND 1),
  r_quality double precision NOT NULL CHECK (r_quality BETWEEN 0 AND 1),
  r_auto double precision NOT NULL CHECK (r_auto BETWEEN 0 AND 1),
  log_e_value double precision,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS suspect_cluster_member (
  cluster_id uuid NOT NULL REFERENCES suspect_cluster ON DELETE CASCADE,
  labeler_id uuid NOT NULL REFERENCES account,
  posterior double precision NOT NULL CHECK (posterior BETWEEN 0 AND 1),
  PRIMARY KEY (cluster_id, labeler_id)
);
CREATE TABLE IF NOT EXISTS suspect_cluster_edge (
  cluster_id uuid NOT NULL REFERENCES suspect_cluster ON DELETE CASCADE,
  labeler_a uuid NOT NULL REFERENCES account,
  labeler_b uuid NOT NULL REFERENCES account,
  family text NOT NULL CHECK (family IN
    ('IDENTITY', 'NETWORK', 'DEVICE', 'MONEY', 'TIME', 'CONTENT', 'AUTOMATION')),
  nats double precision NOT NULL,
  PRIMARY KEY (cluster_id, labeler_a, labeler_b, family)
);
CREATE TABLE IF NOT EXISTS person_merge (
  labeler_id uuid PRIMARY KEY REFERENCES account,
  person_id uuid NOT NULL REFERENCES account,
  merged_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS labeler_exposure (
  labeler_id uuid PRIMARY KEY REFERENCES account,
  leases bigint NOT NULL DEFAULT 0,
  probes bigint NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS device_consent (
  labeler_id uuid PRIMARY KEY REFERENCES account,
  device_binding boolean NOT NULL,
  decided_at timestamptz NOT NULL DEFAULT now()
);
