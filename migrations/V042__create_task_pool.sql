-- Tasks put out beyond their own redundancy: to compare labelers (PROBE) or to grade them (GOLD).
ALTER TABLE task
  ADD pool text CHECK (pool IN ('PROBE', 'GOLD')),
  -- Answers at which the present turn in the pool ends; all answers to the task count.
  ADD pool_answers_wanted int NOT NULL DEFAULT 0 CHECK (pool_answers_wanted >= 0),
  ADD pool_since timestamptz,
  -- Answers and live leases of labelers of a low tier.
  ADD low_tier_answers int NOT NULL DEFAULT 0 CHECK (low_tier_answers >= 0),
  -- Stored, because an index may then leave out what has no lease to give, and is only written when that
  -- changes: with the counts themselves in its predicate every lease and answer would write all indexes.
  ADD leased_out boolean NOT NULL
    GENERATED ALWAYS AS (answers + live_leases >= answers_wanted) STORED,
  ADD pool_leased_out boolean NOT NULL
    GENERATED ALWAYS AS (answers + live_leases >= pool_answers_wanted) STORED,
  DROP CONSTRAINT task_never_leases_more_than_wanted,
  ADD CONSTRAINT task_never_leases_more_than_wanted
    CHECK (answers + live_leases <= greatest(answers_wanted, pool_answers_wanted));
CREATE INDEX task_waiting ON task (dataset_id, shuffle)
  WHERE state = 'OPEN' AND purpose = 'LABEL' AND NOT leased_out;
CREATE INDEX task_pool ON task (dataset_id, pool, shuffle) WHERE pool IS NOT NULL;
CREATE INDEX task_pooled ON task (dataset_id) WHERE pool_answers_wanted > 0;

ALTER TABLE assignment
  -- Why the task was offered; never shown to the labeler.
  ADD purpose text NOT NULL DEFAULT 'LABEL' CHECK (purpose IN ('LABEL', 'PROBE', 'GOLD')),
  -- Whether it was beyond what consensus asked for, and so is paid from the probe share.
  ADD extra boolean NOT NULL DEFAULT false,
  ADD low_tier boolean NOT NULL DEFAULT false,
  -- The suspected cluster of the labeler at the lease, and which of its places on the task this took.
  ADD cluster_id uuid,
  ADD cluster_place smallint,
  ADD CONSTRAINT assignment_of_a_cluster_has_a_place CHECK ((cluster_id IS NULL) = (cluster_place IS NULL));
-- The last word where two accounts of a cluster are leased a task at the same moment.
CREATE UNIQUE INDEX assignment_place_of_a_cluster ON assignment (task_id, cluster_id, cluster_place)
  WHERE cluster_id IS NOT NULL AND state IN ('ACTIVE', 'SUBMITTED', 'ACCEPTED');
