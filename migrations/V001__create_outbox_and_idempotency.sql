-- Events written in the transaction that caused them. The transaction id orders delivery: see OutboxDispatcher.
CREATE TABLE outbox_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
  topic text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX outbox_event_order ON outbox_event (topic, transaction, id);

CREATE TABLE outbox_position (
  handler text PRIMARY KEY,
  topic text NOT NULL,
  transaction xid8 NOT NULL DEFAULT '0',
  event_id bigint NOT NULL DEFAULT 0
);

CREATE TABLE outbox_parked (
  handler text NOT NULL,
  event_id bigint NOT NULL,
  error text NOT NULL,
  parked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (handler, event_id)
);

CREATE TABLE idempotency_key (
  scope text NOT NULL,
  key text NOT NULL,
  body_hash text NOT NULL,
  response text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (scope, key)
);
