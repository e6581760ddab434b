-- The receipt bundle of an epoch, file by file: what its data hash on the chain is the hash of. Never changed.
CREATE TABLE epoch_file (
  epoch_number bigint NOT NULL REFERENCES epoch,
  name text NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (epoch_number, name)
);
