-- fanout: deliveries that a sender had, or that were in doubt, when a later warning told the same person; sweeper forgets those that have settled.
-- A table of its own: written to the ledger, each such mark would wait for the sender's settle. Without a foreign key, which each settle would pay for.
create table overtaken (
  delivery_id bigint primary key,
  by_warning text not null,
  -- a delivery that stands up again after it, since the later warning told nobody, is not meant
  at timestamptz not null
);
