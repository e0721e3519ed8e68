-- console: a letter that an operator has put away, and why
alter table dead_letters
  add column dropped_at timestamptz,
  add column dropped_by text,
  add column drop_reason text;
create index dead_letters_open on dead_letters (id) where replayed_at is null and dropped_at is null;

-- console: what one shift hands to the next. It is signed by who leaves when it is written, and by who comes once.
create table handovers (
  id bigint generated always as identity primary key,
  -- what was paused, held, unconfirmed, due next and recalled at that moment
  content jsonb not null,
  note text not null,
  given_account text not null,
  given_by text not null,
  given_at timestamptz not null,
  taken_account text,
  taken_by text,
  taken_at timestamptz,
  taken_note text,
  check (taken_account is null or taken_account <> given_account)
);
