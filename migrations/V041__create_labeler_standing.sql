-- What the dispatcher must know of a labeler before it leases: see LabelerStandings.
CREATE TABLE labeler_standing (
  labeler_id uuid PRIMARY KEY REFERENCES account,
  -- The suspected cluster, posterior at least 0.2.
  cluster_id uuid,
  nominated boolean NOT NULL DEFAULT false,
  low_tier boolean NOT NULL DEFAULT false
);
CREATE INDEX labeler_standing_cluster ON labeler_standing (cluster_id) WHERE cluster_id IS NOT NULL;

-- How much a labeler was given and how much of it were probes: what the probe schedule goes by.
CREATE TABLE labeler_exposure (
  labeler_id uuid PRIMARY KEY REFERENCES account,
  leases bigint NOT NULL DEFAULT 0,
  probes bigint NOT NULL DEFAULT 0
);
