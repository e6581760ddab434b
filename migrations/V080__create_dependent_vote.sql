-- Labelers whose votes on an item count together, and how probably they belong together. People who
-- clear a case say that its labelers are several persons; where their answers are likelier by odds of
-- twenty to have one source, they are still no independent votes.
CREATE VIEW dependent_vote AS
SELECT m.labeler_id, m.cluster_id, least(c.posterior, m.posterior) AS posterior
FROM suspect_cluster_member m JOIN suspect_cluster c ON c.id = m.cluster_id
WHERE c.state = 'SUSPECTED'
  OR (c.state = 'RELEASED' AND EXISTS (
    SELECT 1 FROM suspect_cluster_edge e
    WHERE e.cluster_id = c.id AND m.labeler_id IN (e.labeler_a, e.labeler_b)
      AND e.family = 'CONTENT' AND e.nats >= 3));
