-- Media outlets that are pushed to, and the WebSub hub. One writer: the outlets service.

create table outlets (
  id bigint generated always as identity primary key,
  name text not null,
  contact text not null,
  -- {"kind": "webhook", "url": …} | {"kind": "websub"} | {"kind": "feed"}
  way jsonb not null,
  -- FeedFilter of the domain
  filters jsonb not null,
  statuses text[] not null,
  language text not null,
  -- sha-256 of the token, hex: the token itself is shown once and never kept
  token_hash text not null unique,
  -- signs what goes out; shown once
  secret text not null,
  standing text not null check (standing in ('waiting', 'approved', 'blocked')),
  standing_reason text,
  -- the operator's key; null: Loa itself
  standing_by text,
  standing_since timestamptz not null,
  -- grows with every change that whoever pushes must know of
  version int not null default 1,
  -- a test that went through, or what the outlet said that it had read; deliveries stand with the cursors
  proved_at timestamptz,
  registered_at timestamptz not null
);

create table outlet_cursors (
  outlet_id bigint not null references outlets (id) on delete cascade,
  status text not null references counter (status),
  -- everything up to here has been delivered, read, or not asked for
  number bigint not null,
  failures int not null default 0,
  due_at timestamptz,
  lease_owner text,
  lease_until timestamptz,
  delivered_at timestamptz,
  -- [{"at", "number", "reason"}], newest first
  recent_failures jsonb not null default '[]',
  primary key (outlet_id, status)
) with (fillfactor = 70);

create table websub_topics (
  topic text primary key,
  -- hash of the document that was shown last
  shown text not null,
  version bigint not null default 1
);

-- asked for, and not verified yet
create table websub_asks (
  -- sha-256 of topic and callback, hex: together they may be longer than an index takes
  key text primary key,
  mode text not null check (mode in ('subscribe', 'unsubscribe')),
  topic text not null,
  callback text not null,
  secret text,
  lease_s int not null,
  outlet_id bigint references outlets (id) on delete cascade,
  -- the topic's version when it was asked for
  version bigint not null,
  failures int not null default 0,
  due_at timestamptz,
  lease_owner text,
  lease_until timestamptz,
  asked_at timestamptz not null
);

create table websub_subscriptions (
  key text primary key,
  topic text not null references websub_topics (topic),
  callback text not null,
  secret text,
  outlet_id bigint references outlets (id) on delete set null,
  ends_at timestamptz not null,
  -- the newest version that was delivered, or that stood when it was asked for
  version bigint not null,
  failures int not null default 0,
  failure text,
  due_at timestamptz,
  lease_owner text,
  lease_until timestamptz,
  delivered_at timestamptz
) with (fillfactor = 70);
create index websub_subscriptions_topic on websub_subscriptions (topic);
