-- Lists from which people were taken in, and how far each file of one is. registry
create table lists (
  id smallint generated always as identity primary key,
  name text not null unique
);
create table list_files (
  list_id smallint not null references lists (id),
  -- SHA-256 of the file
  digest text not null,
  started_at timestamptz not null,
  -- last line that is written, and where the next one begins
  line bigint not null default 0,
  bytes bigint not null default 0,
  -- rows by what became of them
  counts jsonb not null default '{}',
  done_at timestamptz,
  primary key (list_id, digest)
);

-- The list that speaks for a person, null once they speak for themselves; the list's own key, if it has any; and what it said last, so that
-- only what it changes is written.
alter table subscribers add column list_id smallint, add column list_key text, add column list_content bytea;
create unique index subscribers_on_list on subscribers (list_id, list_key) where list_key is not null;
