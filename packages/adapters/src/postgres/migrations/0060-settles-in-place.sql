-- A settle changes no indexed column and finds room in its row's own page, so that it writes the row and nothing else (a heap-only tuple):
-- no index of deliveries may name state, state_reason, attempt, sent_at, settled_at or provider_id, not even in its condition.
drop index deliveries_due;
create index deliveries_due on deliveries (due_at) where due_at is not null;
-- A row that ends without ever having had a batch gets batch 0.
drop index deliveries_unbatched;
create index deliveries_unbatched on deliveries (id) where batch_id is null;
update deliveries set batch_id = 0 where batch_id is null and state not in ('queued', 'due');
-- A slice fills pages to the half, and its rows are settled there.
alter table deliveries set (fillfactor = 50);

-- Open rows that run out are found through their batches.
drop index deliveries_open;
-- fanout, sweeper: when the first open row of a batch runs out; -infinity: not known
alter table batches add column expires_at timestamptz not null default '-infinity';
create index batches_expiry on batches (expires_at) where done_at is null;

-- Deliveries that ended without telling anybody, in the order of their end: the sweeper asks whether another warning owes the news.
-- sender, sweeper
drop index deliveries_ended;
create table endings (
  settled_at timestamptz not null,
  delivery_id bigint not null,
  primary key (settled_at, delivery_id)
);
insert into endings (settled_at, delivery_id) select settled_at, id from deliveries where state in ('expired', 'recalled') and settled_at is not null;

-- Receipts over SMPP name a message by the operator's id alone. Sender.
drop index deliveries_smpp;
create table smpp_messages (
  provider text not null,
  provider_id text not null,
  delivery_id bigint not null,
  attempt int not null,
  at timestamptz not null,
  primary key (provider, provider_id)
);
create index smpp_messages_at on smpp_messages (at);
insert into smpp_messages (provider, provider_id, delivery_id, attempt, at)
  select distinct on (provider, provider_id) provider, provider_id, id, attempt, coalesce(sent_at, queued_at)
  from deliveries where provider_id like 'smpp:%' and provider is not null order by provider, provider_id, id desc;
