-- Labelers who may be one person; ids stay as long as most of the members do.
CREATE TABLE suspect_cluster (
  id uuid PRIMARY KEY,
  state text NOT NULL DEFAULT 'SUSPECTED' CHECK (state IN ('SUSPECTED', 'CONFIRMED', 'RELEASED')),
  posterior double precision NOT NULL CHECK (posterior BETWEEN 0 AND 1),
  r_link double precision NOT NULL CHECK (r_link BETWEEN 0 AND 1),
  r_quality double precision NOT NULL CHECK (r_quality BETWEEN 0 AND 1),
  r_auto double precision NOT NULL CHECK (r_auto BETWEEN 0 AND 1),
  -- ln of the group copy e-value, where it was measured.
  log_e_value double precision,
  -- [{family, label, nats}], the prior first.
  waterfall jsonb NOT NULL DEFAULT '[]',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE suspect_cluster_member (
  cluster_id uuid NOT NULL REFERENCES suspect_cluster ON DELETE CASCADE,
  labeler_id uuid NOT NULL REFERENCES account,
  posterior double precision NOT NULL CHECK (posterior BETWEEN 0 AND 1),
  PRIMARY KEY (cluster_id, labeler_id)
);
CREATE INDEX suspect_cluster_member_labeler ON suspect_cluster_member (labeler_id);

CREATE TABLE suspect_cluster_edge (
  cluster_id uuid NOT NULL REFERENCES suspect_cluster ON DELETE CASCADE,
  labeler_a uuid NOT NULL REFERENCES account,
  labeler_b uuid NOT NULL REFERENCES account,
  family text NOT NULL CHECK (family IN
    ('IDENTITY', 'NETWORK', 'DEVICE', 'MONEY', 'TIME', 'CONTENT', 'AUTOMATION')),
  label text NOT NULL DEFAULT '',
  nats double precision NOT NULL,
  PRIMARY KEY (cluster_id, labeler_a, labeler_b, family)
);

-- The risk of a labeler, its causes apart.
CREATE TABLE labeler_risk (
  labeler_id uuid PRIMARY KEY REFERENCES account,
  risk double precision NOT NULL CHECK (risk BETWEEN 0 AND 1),
  r_link double precision NOT NULL CHECK (r_link BETWEEN 0 AND 1),
  r_quality double precision NOT NULL CHECK (r_quality BETWEEN 0 AND 1),
  r_auto double precision NOT NULL CHECK (r_auto BETWEEN 0 AND 1),
  -- Something calls for a closer look: probed more.
  nominated boolean NOT NULL DEFAULT false,
  explanation jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
