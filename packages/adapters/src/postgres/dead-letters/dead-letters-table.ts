import type { DeadLetterShelf, KeptLetter } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const KEEP = `-- one dead letter, once; $1 topic, $2 partition, $3 offset, $4 group, $5 key, $6 envelope id, $7 bytes, $8 reason
insert into dead_letters (topic, partition, log_offset, group_id, key, envelope_id, bytes, reason)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (topic, partition, log_offset, group_id) do nothing`;

const COLUMNS = `id, topic, partition, log_offset as "offset", group_id as "group", key, envelope_id as "envelopeId", reason, at,
  replayed_at as "replayedAt", replayed_by as "replayedBy", dropped_at as "droppedAt", dropped_by as "droppedBy",
  drop_reason as "dropReason", length(bytes) as size`;

const LIST = `-- newest first; $1 the id to start below or null, $2 limit
select ${COLUMNS} from dead_letters where $1::bigint is null or id < $1::bigint order by id desc limit $2`;

const GET = `-- one letter with its bytes; $1 id
select ${COLUMNS}, bytes from dead_letters where id = $1`;

const MARK_REPLAYED = `-- the letter is in the log again; $1 id, $2 who, $3 when
update dead_letters set replayed_by = $2, replayed_at = $3 where id = $1`;

const DROP = `-- puts a letter away, once; $1 id, $2 who, $3 why, $4 when
update dead_letters set dropped_by = $2, drop_reason = $3, dropped_at = $4 where id = $1 and dropped_at is null and replayed_at is null returning id`;

const COUNT = `-- letters neither replayed nor dropped
select count(*) as count from dead_letters where replayed_at is null and dropped_at is null`;

/** Dead letters on PostgreSQL; see the ports. */
export function deadLettersTable(db: Sql): DeadLetterShelf {
  return {
    async keep({ topic, partition, offset, group, key, envelopeId, bytes, reason }) {
      await db.query(KEEP, [topic, partition, offset, group, key, envelopeId, bytes, reason]);
    },
    list: (before, limit) => db.query<Omit<KeptLetter, 'bytes'>>(LIST, [before, limit]),
    async get(id) {
      const [letter] = await db.query<KeptLetter>(GET, [id]);
      return letter ?? null;
    },
    async markReplayed(id, by, at) {
      await db.query(MARK_REPLAYED, [id, by, at]);
    },
    drop: async (id, by, reason, at) => (await db.query(DROP, [id, by, reason, at])).length > 0,
    async count() {
      const [row] = await db.query<{ count: number }>(COUNT);
      return row?.count ?? 0;
    },
  };
}
