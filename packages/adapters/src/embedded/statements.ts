/** At most this many rows go into one statement of the log. */
export const ROWS_A_STATEMENT = 500;

export const APPEND = `-- appends records; $1 topic, $2 partitions, $3 keys, $4 envelope ids, $5 values in base64: arrays of one length, in order.
-- The head's row lock, held until commit, makes offsets gap-free and visible in order; heads are locked by partition number.
with incoming as (
  select r.*, row_number() over (partition by r.partition order by r.n) as place
  from unnest($2::int[], $3::text[], $4::text[], $5::text[]) with ordinality as r (partition, key, envelope_id, value, n)
), heads as (
  insert into log_heads as h (topic, partition, next_offset)
  select $1, partition, count(*) from incoming group by partition order by partition
  on conflict (topic, partition) do update set next_offset = h.next_offset + excluded.next_offset
  returning partition, next_offset
), written as (
  insert into log_records (topic, partition, log_offset, key, envelope_id, value)
  select $1, i.partition, h.next_offset - c.records + i.place - 1, i.key, i.envelope_id, decode(i.value, 'base64')
  from incoming i
  join heads h using (partition)
  join (select partition, count(*) as records from incoming group by partition) c using (partition)
)
select partition, next_offset from heads`;

export const LOCK_HEADS = `-- locks the heads of an append that needs several statements, by partition number; $1 topic, $2 partitions
insert into log_heads as h (topic, partition, next_offset)
select $1, p, 0 from unnest($2::int[]) as p order by p
on conflict (topic, partition) do update set next_offset = h.next_offset`;

export const HEADS = `-- the next offset of every partition that has held a record; $1 topics
select topic, partition, next_offset from log_heads where topic = any($1::text[])`;

export const READ = `-- records of a partition from an offset on; $1 topic, $2 partition, $3 first offset, $4 how many at most
select log_offset, key, envelope_id, value, (extract(epoch from at) * 1000)::float8 as at_ms
from log_records where topic = $1 and partition = $2 and log_offset >= $3 order by log_offset limit $4`;

export const REGISTER = `-- makes a group known on its partitions, so that retention waits for it; $1 group, $2 topics, $3 partitions
insert into positions (group_id, topic, partition, next_offset)
select $1, topic, partition, 0 from unnest($2::text[], $3::int[]) as r (topic, partition)
on conflict do nothing`;

export const POSITION = `-- where a group stands in a partition; $1 group, $2 topic, $3 partition
select next_offset from positions where group_id = $1 and topic = $2 and partition = $3`;

export const MOVE = `-- moves positions, never back; $1 group, $2 topics, $3 partitions, $4 next offsets
insert into positions as p (group_id, topic, partition, next_offset)
select $1, topic, partition, next_offset from unnest($2::text[], $3::int[], $4::bigint[]) as r (topic, partition, next_offset)
on conflict (group_id, topic, partition) do update set next_offset = greatest(p.next_offset, excluded.next_offset)`;

export const LAG = `-- records not passed by a group and the age of the oldest, per topic; $1 group, $2 topics
select h.topic,
  coalesce(sum(h.next_offset - oldest.log_offset), 0)::bigint as records,
  coalesce(max(greatest(0, extract(epoch from clock_timestamp() - oldest.at) * 1000)), 0)::float8 as age_ms
from log_heads h
left join positions p on p.group_id = $1 and p.topic = h.topic and p.partition = h.partition
left join lateral (
  select r.log_offset, r.at from log_records r
  where r.topic = h.topic and r.partition = h.partition and r.log_offset >= coalesce(p.next_offset, 0)
  order by r.log_offset limit 1
) oldest on true
where h.topic = any($2::text[])
group by h.topic`;

export const RETAIN = `-- deletes records that are older than $1 and passed by every known group of their partition, $2 at most
delete from log_records r
using (
  select d.topic, d.partition, d.log_offset
  from (select topic, partition, min(next_offset) as passed from positions group by topic, partition) g
  join log_records d on d.topic = g.topic and d.partition = g.partition and d.log_offset < g.passed
  where d.at < $1
  limit $2
) old
where r.topic = old.topic and r.partition = old.partition and r.log_offset = old.log_offset
returning 1 as deleted`;

export const PING = `-- answers
select 1 as answer`;
