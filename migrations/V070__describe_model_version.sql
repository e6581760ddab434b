-- With what a version was made, what came of it, and what others need to make it again.
ALTER TABLE model_version
  ADD encoder text NOT NULL DEFAULT 'hashed words 1',
  ADD head text NOT NULL DEFAULT 'softmax, stochastic',
  ADD weight double precision NOT NULL DEFAULT 1 CHECK (weight >= 0),
  ADD parameters jsonb NOT NULL DEFAULT '{}',
  ADD metrics jsonb NOT NULL DEFAULT '{}',
  ADD model_hash text;
