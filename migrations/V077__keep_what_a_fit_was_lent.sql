-- Whose answers a fit did not count or counted together, and the model that lent it a prior: with the answers
-- all that it takes to fit again.
ALTER TABLE consensus_fit
  ADD exclusions jsonb NOT NULL DEFAULT '{}',
  ADD model jsonb;

-- The prior of the item that its fit was lent, by label, and how likely each answer to it is true by what
-- all others say, by labeler. Both are written with the row at every fit; null before the first one.
ALTER TABLE consensus
  ADD prior jsonb,
  ADD validity jsonb;
