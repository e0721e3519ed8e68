-- The count triggers of 0045, with rows put together as they are before what is counted of them is worked out: once a group, not once a row.
create or replace function count_inserted() returns trigger language plpgsql as $$ begin
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

create or replace function count_updated() returns trigger language plpgsql as $$ begin
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
