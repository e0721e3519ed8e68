-- console: by hand, a provider is left alone (kind avoid) or given less (kind slow) for a time. Senders read those in force once a second.
create table steerings (
  id bigint generated always as identity primary key,
  channel text not null,
  provider text not null,
  kind text not null check (kind in ('avoid', 'slow')),
  per_second numeric check ((kind = 'slow') = (per_second is not null) and per_second > 0),
  reason text not null,
  made_by text not null,
  made_at timestamptz not null,
  until timestamptz not null,
  ended_at timestamptz,
  ended_by text
);
create index steerings_open on steerings (until) where ended_at is null;

-- sender: how each of its providers is, as each process sees it
create table provider_states (
  channel text not null,
  provider text not null,
  worker text not null,
  place smallint not null,
  state text not null check (state in ('well', 'returning', 'open')),
  cause text,
  reason text,
  per_second numeric,
  seen_at timestamptz not null,
  primary key (channel, provider, worker)
);
