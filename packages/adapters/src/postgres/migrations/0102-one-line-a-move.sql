-- A settle moves rows from one state to another. One line says both, so that the places of its rows are written once and read once.
-- What stays as it was is in no line.
alter table ledger_changes add column left_queued_at timestamptz;
comment on column ledger_changes.left_queued_at is 'when the rows, which were queued before, had been queued; null: the line speaks of one side alone';

-- Every line as what it adds and what it takes away.
create view ledger_lines as
  select warning_id, channel, lane, audience, reason, queued_at, sent_at, state, state_reason, rows, places from ledger_changes
  union all
  select warning_id, channel, lane, audience, reason, left_queued_at, null, 'queued', null, -rows, places from ledger_changes where left_queued_at is not null;

-- What is counted of a queued row beside its state stays: the line of a settle is made of the new row alone.
create function queued_stays() returns trigger language plpgsql as $$ begin
  raise exception 'delivery % is queued: nothing that is counted of it changes but its state', old.id;
end $$;
create trigger queued_stays before update of warning_id, channel, lane, audience, reason, queued_at, units, operator on deliveries for each row
  when (old.state = 'queued' and (old.warning_id, old.channel, old.lane, old.audience, old.reason, old.queued_at, old.units, old.operator)
    is distinct from (new.warning_id, new.channel, new.lane, new.audience, new.reason, new.queued_at, new.units, new.operator))
  execute function queued_stays();

-- Rows that were all queued and never sent left one state, and what else was counted of them stands in the new rows as well. All other changes leave
-- two lines, one of each side.
create or replace function count_updated() returns trigger language plpgsql as $$ begin
  if not exists (select from old_rows where state <> 'queued' or sent_at is not null) then
    insert into ledger_changes (warning_id, channel, lane, audience, reason, queued_at, sent_at, state, state_reason, left_queued_at, rows, places)
    select r.warning_id, r.channel, r.lane, r.audience, r.reason, case when is_unsettled(r.state, r.settled_at) then r.queued_at end,
      date_bin('10 seconds', r.sent_at, timestamptz 'epoch'), r.state, counted_reason(r.state, r.state_reason, r.settled_at), r.queued_at,
      sum(r.rows), string_agg(r.places, chr(10))
    from (
      select warning_id, channel, lane, audience, reason, queued_at, sent_at, state, state_reason, settled_at, count(*) as rows,
        string_agg(array_to_string(units, ' ') || coalesce(',' || operator, ''), chr(10)) as places
      from new_rows where state <> 'queued' group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ) r group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
    return null;
  end if;
  insert into ledger_changes (warning_id, channel, lane, audience, reason, queued_at, sent_at, state, state_reason, rows, places)
  select r.warning_id, r.channel, r.lane, r.audience, r.reason, case when is_unsettled(r.state, r.settled_at) then r.queued_at end,
    date_bin('10 seconds', r.sent_at, timestamptz 'epoch'), r.state, counted_reason(r.state, r.state_reason, r.settled_at),
    -sum(r.rows), string_agg(r.places, chr(10))
  from (
    select warning_id, channel, lane, audience, reason, queued_at, sent_at, state, state_reason, settled_at, count(*) as rows,
      string_agg(array_to_string(units, ' ') || coalesce(',' || operator, ''), chr(10)) as places
    from old_rows group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
  ) r group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  insert into ledger_changes (warning_id, channel, lane, audience, reason, queued_at, sent_at, state, state_reason, rows, places)
  select r.warning_id, r.channel, r.lane, r.audience, r.reason, case when is_unsettled(r.state, r.settled_at) then r.queued_at end,
    date_bin('10 seconds', r.sent_at, timestamptz 'epoch'), r.state, counted_reason(r.state, r.state_reason, r.settled_at),
    sum(r.rows), string_agg(r.places, chr(10))
  from (
    select warning_id, channel, lane, audience, reason, queued_at, sent_at, state, state_reason, settled_at, count(*) as rows,
      string_agg(array_to_string(units, ' ') || coalesce(',' || operator, ''), chr(10)) as places
    from new_rows group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
  ) r group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  return null;
end $$;
