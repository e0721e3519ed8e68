-- What the poller of CAP sources needs to know besides 0010: when a source's configuration changed, its last failures, what was found
-- in its messages, and which links were followed. One writer: the outlets service.

alter table cap_sources
  add column fingerprint text not null default '',
  add column configured_at timestamptz not null default now(),
  -- [{"at", "reason"}], newest first
  add column recent_failures jsonb not null default '[]';

-- [{"element", "rule", "says"}]
alter table cap_source_items alter column findings type jsonb using '[]'::jsonb;

create table cap_source_links (
  source_id text not null,
  -- sha-256 of the address with the time of its entry, hex
  link text not null,
  failures int not null default 0,
  -- what stands there was dealt with
  done boolean not null,
  at timestamptz not null,
  primary key (source_id, link)
);
