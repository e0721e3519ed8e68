-- CAP messages that come in: what was made of them, and the sources that are asked for them.

-- intake
create table cap_originals (
  sender text not null,
  identifier text not null,
  -- as an instant: the offset it is written with does not count
  sent timestamptz not null,
  issuer text not null,
  -- sha-256 of what the message says, hex
  digest text not null,
  document bytea not null,
  bulletin_id text not null,
  event_id text not null,
  hazard text not null,
  first_sender text not null,
  first_identifier text not null,
  first_sent timestamptz not null,
  findings jsonb not null,
  received_at timestamptz not null,
  taken_at timestamptz,
  primary key (sender, identifier, sent, issuer)
);
create index cap_originals_bulletin on cap_originals (bulletin_id) where taken_at is not null;

-- outlets: how far a source was read; under a lease while somebody reads it
create table cap_sources (
  id text primary key,
  url text not null,
  -- validators of the last document that was read to its end (RFC 9110, 8.8)
  etag text,
  last_modified text,
  fetched_at timestamptz,
  succeeded_at timestamptz,
  -- what came of the last fetch, in a word
  status text,
  failures int not null default 0,
  next_at timestamptz not null,
  lease_owner text,
  lease_until timestamptz
);

-- outlets: what a source showed and was dealt with, each once
create table cap_source_items (
  source_id text not null,
  -- sha-256, hex: of a link with the time of its entry, or of a message that stands in the feed
  item text not null,
  sender text,
  identifier text,
  sent text,
  outcome text not null,
  reason text,
  bulletin_id text,
  findings int not null,
  at timestamptz not null,
  primary key (source_id, item)
);
create index cap_source_items_newest on cap_source_items (source_id, at);
