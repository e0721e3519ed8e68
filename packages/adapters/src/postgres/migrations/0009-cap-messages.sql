-- Issued warnings as CAP messages, byte for byte as first published: what stands at a CAP address never changes.

-- feeds
create table cap_messages (
  warning_id text primary key references warnings (id),
  xml text not null,
  written_at timestamptz not null default now()
);
