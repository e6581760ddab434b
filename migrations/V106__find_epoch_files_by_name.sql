-- The last epoch that paid for a dataset has its fit.
CREATE INDEX epoch_file_name ON epoch_file (name, epoch_number DESC);
