-- The event log, first-look claims and rate limits, for an installation that has neither Kafka nor Redis.

create table log_records (
  topic text not null,
  partition int not null,
  log_offset bigint not null,
  key text,
  envelope_id text,
  value bytea not null,
  at timestamptz not null default now(),
  primary key (topic, partition, log_offset)
);
create table log_heads (
  topic text not null,
  partition int not null,
  next_offset bigint not null,
  primary key (topic, partition)
);
create table positions (
  group_id text not null,
  topic text not null,
  partition int not null,
  next_offset bigint not null,
  primary key (group_id, topic, partition)
);

create table claims (
  key text primary key,
  owner text not null,
  expires_at timestamptz not null
);
create table rate_limits (
  key text primary key,
  tokens double precision not null,
  refilled_at timestamptz not null,
  -- of the last take: `returning` shows only the row after the update
  granted int not null
);
