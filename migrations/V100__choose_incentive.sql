-- How a dataset pays beyond its price, and how much at most: a share of the price, in basis points. Flat pay has neither.
ALTER TABLE dataset
  ADD incentive jsonb,
  ADD bonus_basis_points int NOT NULL DEFAULT 0 CHECK (bonus_basis_points BETWEEN 0 AND 10000),
  ADD CONSTRAINT dataset_bonus_follows_from_its_incentive CHECK ((incentive IS NULL) = (bonus_basis_points = 0)),
  -- What an answer may cost with its bonus; a lease commits all of it, so that no bonus is ever promised without money.
  ADD answer_cost_base_units numeric(78,0) NOT NULL
    GENERATED ALWAYS AS (price_base_units + div(price_base_units * bonus_basis_points, 10000)) STORED;
