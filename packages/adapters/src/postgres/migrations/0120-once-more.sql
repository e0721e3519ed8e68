-- A message that a provider took and reported as not delivered may be due once more (decision 119). What is said of that very message afterwards, known by
-- the provider's id, is late and not the usual case; a row that is due for another reason has no such id.
create or replace function settle_open(ids bigint[], nths int[], states text[], reasons text[], attempts int[], provider_ids text[], sent timestamptz[],
  settled timestamptz[], due timestamptz[], providers text[]) returns int language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  warned text[];
  open_rows int;
  stopped boolean;
begin
  with written as (
    update deliveries d set state = states[i.nth], state_reason = reasons[i.nth], settled_at = settled[i.nth], due_at = due[i.nth],
      attempt = greatest(d.attempt, attempts[i.nth]), provider_id = coalesce(provider_ids[i.nth], d.provider_id), provider = coalesce(providers[i.nth], d.provider),
      sent_at = case when attempts[i.nth] > d.attempt then coalesce(sent[i.nth], d.sent_at) else coalesce(d.sent_at, sent[i.nth]) end
    from unnest(ids, nths) as i (id, nth)
    where d.id = i.id and (d.state = 'queued' or (d.state = 'due' and coalesce(d.provider_id <> provider_ids[i.nth], true)))
    returning d.warning_id
  )
  select sum(of_it), array_agg(warning_id) into open_rows, warned from (select warning_id, count(*) as of_it from written group by warning_id) w;
  if open_rows is distinct from cardinality(ids) then raise exception 'not all of the deliveries are open' using errcode = 'L0001'; end if;
  select bool_or(w.cancelled_by is not null) into stopped
  from (select cancelled_by from warnings where id = any(warned) order by id for share) w;
  if stopped then raise exception 'a warning of the deliveries is cancelled' using errcode = 'L0001'; end if;
  return open_rows;
end $$;
