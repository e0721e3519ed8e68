-- console: who read which numbers of a warning's call list, and when
create table call_list_reads (
  id bigint generated always as identity primary key,
  warning_id text not null references warnings (id),
  read_by text not null,
  at timestamptz not null,
  bodies int not null,
  relays int not null
);
