-- sender: how many attempts of a delivery nobody can say what became of. Refused ones are not among them: they are in `attempt` alone
alter table deliveries add column doubts smallint not null default 0;

-- As in 0112, and says it of each row.
drop function lease_batch(bigint, text, int);
create function lease_batch(batch bigint, owner text, ms int) returns table (leased boolean, open boolean, in_its_place bigint[], warning_id text, channel text, lane text,
  language text, leases int, ids text, people text, units text, addresses text, state text, state_reason text, attempt int, doubts int, provider text, audience text, reason text,
  level smallint, expires_at timestamptz, opted_out boolean, unaccented boolean, supply boolean, exercises boolean, watchdog boolean, waits boolean)
  language plpgsql volatile
  set plan_cache_mode = force_generic_plan set enable_sort = off set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  taken record;
  is_taken boolean;
  waiting_at text[];
begin
  update batches b set lease_owner = owner, lease_until = clock_timestamp() + ms * interval '1 millisecond', leases = b.leases + 1
  where b.id = batch and b.done_at is null and (b.lease_until is null or b.lease_until < clock_timestamp() or b.lease_owner = owner)
  returning b.warning_id, b.channel, b.lane, b.language, b.leases into taken;
  is_taken := found;
  select a.units into waiting_at from approvals a where a.warning_id = taken.warning_id and (a.outcome is null or a.outcome = 'refused');
  return query
  select is_taken, coalesce((select b.done_at is null from batches b where b.id = batch), false),
    array(select b.id from batches b where b.in_place_of = batch and b.done_at is null),
    taken.warning_id, taken.channel, taken.lane, taken.language, taken.leases, r.*
  from (values (true)) as one (row) left join (
    select string_agg(w.id::text, ' '), string_agg(w.subscriber_id::text, ' '), string_agg(w.units, chr(10)), string_agg(coalesce(encode(w.address, 'hex'), ''), chr(10)),
      w.state, w.state_reason, w.attempt, w.doubts, w.provider, w.audience, w.reason, w.level, w.expires_at, w.opted_out, w.unaccented, w.supply, w.exercises, w.watchdog, w.waits
    from (
      select d.id, d.subscriber_id, array_to_string(d.units, chr(31)) as units, case taken.channel when 'email' then s.email_sealed else s.phone_sealed end as address,
        d.state, d.state_reason, d.attempt, d.doubts::int, d.provider, d.audience, d.reason, d.level, d.expires_at,
        coalesce(s.opted_out_at, case taken.channel when 'email' then s.email_opted_out_at else s.phone_opted_out_at end) is not null as opted_out,
        coalesce(s.unaccented_sms, false) as unaccented, coalesce(s.supply, false) as supply, coalesce(s.exercises, false) as exercises,
        coalesce(s.watchdog, false) as watchdog, coalesce(d.units && waiting_at, false) as waits
      from deliveries d left join subscribers s on s.id = d.subscriber_id
      where is_taken and d.batch_id = batch and d.state in ('queued', 'due', 'unknown') and d.due_at is null and d.settled_at is null
    ) w group by w.state, w.state_reason, w.attempt, w.doubts, w.provider, w.audience, w.reason, w.level, w.expires_at, w.opted_out, w.unaccented, w.supply, w.exercises,
      w.watchdog, w.waits
  ) r on true;
end $$;
