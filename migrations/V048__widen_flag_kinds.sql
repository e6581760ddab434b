-- Signals beyond pairs that copy and identities that collide.
ALTER TABLE flag DROP CONSTRAINT flag_kind_check;
ALTER TABLE flag ADD CONSTRAINT flag_kind_check CHECK (kind IN
  ('COPYING', 'GROUP_COPYING', 'SAME_WALLET', 'SAME_BROWSER', 'SUSPECT_CLUSTER', 'AUTOMATION'));
