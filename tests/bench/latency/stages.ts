import type { Installation } from '../installation/installation.ts';

/** Half of the bulletins, and all but one in a hundred, took no longer than this between two marks of the tables; milliseconds. */
const STAGES = `
  with marks as (
    select b.published_at - b.accepted_at as "row written, in the log",
      b.assessed_at - b.published_at as assessed, b.decided_at - b.assessed_at as decided,
      (select min(j.created_at) from fanout_jobs j where j.event_id = b.event_id) - b.decided_at as "fan-out jobs",
      (select min(x.published_at) from batches x where x.warning_id = b.warning_id)
        - (select min(j.created_at) from fanout_jobs j where j.event_id = b.event_id) as "rows written, batch in the log",
      (select min(d.sent_at) from deliveries d where d.event_id = b.event_id)
        - (select min(x.published_at) from batches x where x.warning_id = b.warning_id) as sent
    from bulletins b where b.warning_id is not null
  ), spans as (
    select s.nth, s.key as stage, extract(epoch from s.value::interval)::float8 * 1000 as ms
    from marks cross join lateral json_each_text(row_to_json(marks)) with ordinality as s (key, value, nth)
  )
  select stage, percentile_disc(0.5) within group (order by ms) as p50, percentile_disc(0.99) within group (order by ms) as p99
  from spans group by nth, stage order by nth`;

/** Where a bulletin's time went, by the instants that the tables keep: a line of words. */
export async function stagesOf(installation: Pick<Installation, 'query'>): Promise<string> {
  const stages = await installation.query<{ stage: string; p50: number; p99: number }>(STAGES);
  return `p50 and p99 of each stage, ms: ${stages.map(({ stage, p50, p99 }) => `${stage} ${p50.toFixed(0)}, ${p99.toFixed(0)}`).join(' → ')}`;
}
