ALTER TABLE dataset ADD CONSTRAINT dataset_never_promises_more_than_budget
  CHECK (committed_base_units <= budget_base_units);
