-- registry: when people confirmed the addresses that they have. An opt-out of before says nothing of the channel any more, and what went to the address
-- before was told to nobody who has this one. Of addresses that came by a list there is no row.
create table confirmed_addresses (
  subscriber_id bigint not null references subscribers (id) on delete cascade,
  channel text not null,
  confirmed_at timestamptz not null,
  -- since when it is the channel's address, where the person had been reached before, maybe by another one
  since timestamptz,
  primary key (subscriber_id, channel)
);
create index confirmed_addresses_since on confirmed_addresses (subscriber_id) where since is not null;
