-- Clusters of accounts that evidence joins, and the risk of each account, as last scanned.
CREATE TABLE IF NOT EXISTS suspect_cluster (
  id uuid PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('SUSPECTED', 'CONFIRMED', 'RELEASED')),
  posterior double precision NOT NULL,
  r_link double precision NOT NULL,
  r_quality double precision NOT NULL,
  r_auto double precision NOT NULL,
  log_e_value double precision,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS suspect_cluster_member (
  cluster_id uuid NOT NULL REFERENCES suspect_cluster,
  labeler_id uuid NOT NULL REFERENCES account,
  posterior double precision NOT NULL,
  PRIMARY KEY (cluster_id, labeler_id)
);

CREATE TABLE IF NOT EXISTS suspect_cluster_edge (
  cluster_id uuid NOT NULL REFERENCES suspect_cluster,
  labeler_a uuid NOT NULL REFERENCES account,
  labeler_b uuid NOT NULL REFERENCES account,
  family text NOT NULL
    CHECK (family IN ('IDENTITY', 'NETWORK', 'DEVICE', 'MONEY', 'TIME', 'CONTENT', 'AUTOMATION')),
  nats double precision NOT NULL
);

CREATE TABLE IF NOT EXISTS labeler_risk (
  labeler_id uuid PRIMARY KEY REFERENCES account,
  risk double precision NOT NULL,
  r_link double precision NOT NULL,
  r_quality double precision NOT NULL,
  r_auto double precision NOT NULL,
  explanation jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
