-- the forecasters' desk

create index bulletins_issuer on bulletins ((content ->> 'issuer'), accepted_at);

-- intake: what a forecaster has begun and not sent
create table drafts (
  issuer_id text not null references issuers (id),
  id text not null,
  title text not null,
  -- the series that it goes on with, and its last sequence when the draft was begun
  series_id text,
  after bigint,
  content jsonb not null,
  version integer not null,
  saved_by text not null,
  saved_at timestamptz not null,
  primary key (issuer_id, id)
);

-- intake inserts: official documents, unchanged
create table documents (
  issuer_id text not null references issuers (id),
  -- hex
  sha256 text not null,
  media_type text not null,
  size integer not null,
  bytes bytea not null,
  given_by text not null,
  given_at timestamptz not null,
  primary key (issuer_id, sha256)
);

-- console: warnings about whose end somebody was called
create table expiry_calls (
  warning_id text primary key references warnings (id) on delete cascade,
  called_at timestamptz not null
);
