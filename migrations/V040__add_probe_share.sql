-- What a dataset may spend on answers beyond those its consensus asks for: to probes, by which labelers
-- are compared, and to recycled gold. The limit is what the plan last found to be left over.
ALTER TABLE dataset
  ADD probe_share double precision NOT NULL DEFAULT 0.05 CHECK (probe_share >= 0 AND probe_share <= 0.2),
  ADD probe_committed_base_units numeric(78,0) NOT NULL DEFAULT 0 CHECK (probe_committed_base_units >= 0),
  ADD probe_limit_base_units numeric(78,0) NOT NULL DEFAULT 0 CHECK (probe_limit_base_units >= 0),
  ADD CONSTRAINT dataset_never_spends_more_on_probes_than_their_share
    CHECK (probe_committed_base_units
      <= probe_share::numeric * least(funded_base_units, budget_base_units));
