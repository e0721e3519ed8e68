-- Counts of the ledger that need no scan of it. Each statement that writes deliveries leaves one line of what it changed, by trigger, so that
-- no writer can forget to; the sweeper folds lines into counts, and readers add the two. Lines are only appended: no two writers wait for each other.

-- The operator to whom a number's prefix was given out; null for addresses without a number, and for numbers that are nobody's known prefix.
alter table subscribers add column operator text;
alter table deliveries add column operator text;
create index subscribers_watchdog on subscribers (id) where watchdog;

create table ledger_changes (
  id bigint generated always as identity primary key,
  warning_id text not null,
  channel text not null,
  lane text not null,
  audience text not null,
  reason text not null,
  -- when the rows were queued, of what is unsettled
  queued_at timestamptz,
  -- when they last went out, to ten seconds
  sent_at timestamptz,
  state text not null,
  state_reason text,
  -- how many rows came to this state; below zero: left it
  rows int not null,
  -- a line for each row: its units, and after a comma its operator
  places text
);
alter table ledger_changes alter column places set storage external;

create table warning_counts (
  warning_id text not null,
  channel text not null,
  lane text not null,
  audience text not null,
  reason text not null,
  state text not null,
  state_reason text,
  rows int not null,
  unique nulls not distinct (warning_id, channel, lane, audience, reason, state, state_reason)
);
-- A row with several units counts at each of them.
create table unit_counts (
  warning_id text not null,
  unit text not null,
  channel text not null,
  state text not null,
  state_reason text,
  rows int not null,
  unique nulls not distinct (warning_id, unit, channel, state, state_reason)
);
-- A row with several units of one province counts once. A sea area stands for itself.
create table province_counts (
  warning_id text not null,
  province text not null,
  channel text not null,
  operator text,
  state text not null,
  state_reason text,
  rows int not null,
  unique nulls not distinct (warning_id, province, channel, operator, state, state_reason)
);
-- Unsettled rows by when they were queued, and how many went out in each ten seconds of the last minutes.
create table unsettled_counts (
  channel text not null,
  lane text not null,
  queued_at timestamptz not null,
  rows int not null,
  primary key (channel, lane, queued_at)
);
create table sent_counts (
  channel text not null,
  lane text not null,
  sent_at timestamptz not null,
  rows int not null,
  primary key (channel, lane, sent_at)
);

-- The reason by which a row is counted: of what has settled only, and the later warning that it gave way to is not named. A reason of an unknown
-- row therefore says that it will stay so.
create function counted_reason(state text, reason text, settled_at timestamptz) returns text language sql immutable as $$
  select case
    when state in ('queued', 'due') or settled_at is null then null
    when state = 'superseded' and reason like 'by %' then 'later-warning'
    when state = 'unknown' then coalesce(reason, 'never-known')
    else reason
  end
$$;

create function is_unsettled(state text, settled_at timestamptz) returns boolean language sql immutable as $$
  select state in ('queued', 'due') or (state = 'unknown' and settled_at is null)
$$;

create function count_inserted() returns trigger language plpgsql as $$ begin
  insert into ledger_changes (warning_id, channel, lane, audience, reason, queued_at, sent_at, state, state_reason, rows, places)
  select r.warning_id, r.channel, r.lane, r.audience, r.reason, case when is_unsettled(r.state, r.settled_at) then r.queued_at end,
    date_bin('10 seconds', r.sent_at, timestamptz 'epoch'), r.state, counted_reason(r.state, r.state_reason, r.settled_at),
    count(*), string_agg(array_to_string(r.units, ' ') || coalesce(',' || r.operator, ''), chr(10))
  from new_rows r group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  return null;
end $$;

-- Old and new are not joined: what is the same on both sides adds up to nothing, and a join would cost more than that.
create function count_updated() returns trigger language plpgsql as $$ begin
  insert into ledger_changes (warning_id, channel, lane, audience, reason, queued_at, sent_at, state, state_reason, rows, places)
  select r.warning_id, r.channel, r.lane, r.audience, r.reason, case when is_unsettled(r.state, r.settled_at) then r.queued_at end,
    date_bin('10 seconds', r.sent_at, timestamptz 'epoch'), r.state, counted_reason(r.state, r.state_reason, r.settled_at),
    -count(*), string_agg(array_to_string(r.units, ' ') || coalesce(',' || r.operator, ''), chr(10))
  from old_rows r group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  insert into ledger_changes (warning_id, channel, lane, audience, reason, queued_at, sent_at, state, state_reason, rows, places)
  select r.warning_id, r.channel, r.lane, r.audience, r.reason, case when is_unsettled(r.state, r.settled_at) then r.queued_at end,
    date_bin('10 seconds', r.sent_at, timestamptz 'epoch'), r.state, counted_reason(r.state, r.state_reason, r.settled_at),
    count(*), string_agg(array_to_string(r.units, ' ') || coalesce(',' || r.operator, ''), chr(10))
  from new_rows r group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  return null;
end $$;

create trigger count_inserted after insert on deliveries
  referencing new table as new_rows for each statement execute function count_inserted();
create trigger count_updated after update on deliveries
  referencing old table as old_rows new table as new_rows for each statement execute function count_updated();

-- Deleting rows takes nothing back: counts outlive the rows that they count. An emptied ledger starts anew.
create function count_nothing() returns trigger language plpgsql as $$ begin
  truncate ledger_changes, warning_counts, unit_counts, province_counts, unsettled_counts, sent_counts;
  return null;
end $$;
create trigger count_nothing after truncate on deliveries for each statement execute function count_nothing();
