-- As encoding_due: one server works on a dataset, and what fails is tried again later and not for ever.
ALTER TABLE likeness_due
  ADD held_until timestamptz NOT NULL DEFAULT '-infinity',
  ADD failures integer NOT NULL DEFAULT 0;
