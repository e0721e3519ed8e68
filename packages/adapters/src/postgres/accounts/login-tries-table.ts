import type { LoginTries } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const TRIES = `case when t.last_at < $2::timestamptz - $6::float8 * interval '1 ms' then 1 else t.tries + 1 end`;

const TAKE = `-- counts a try unless the key is locked; from the last free one on it is locked, each time twice as long
-- $1 key, $2 now, $3 free, $4 first wait, $5 longest wait, $6 when all is forgotten (ms)
insert into login_tries as t (key, tries, last_at) values ($1, 1, $2)
on conflict (key) do update set last_at = $2, tries = ${TRIES},
  locked_until = case when ${TRIES} >= $3::int
    then $2::timestamptz + least($5::float8, $4::float8 * power(2, least(${TRIES} - $3::int, 30))) * interval '1 ms' end
where t.locked_until is null or t.locked_until <= $2
returning 1`;

const LOCKED = `-- until when a key is locked; $1 key
select locked_until as until from login_tries where key = $1`;

const FORGIVE = `-- a good try does not count; $1 key
update login_tries set tries = greatest(tries - 1, 0), locked_until = null where key = $1`;

const FORGET = `-- no try counts any more; $1 key
delete from login_tries where key = $1`;

/** Tries to log in, on PostgreSQL; see the port. */
export function loginTriesTable(db: Sql): LoginTries {
  return {
    async take(key, { free, waitMs, longestMs, forgetMs }, now) {
      const taken = await db.query(TAKE, [key, now, free, waitMs, longestMs, forgetMs]);
      if (taken.length > 0) return null;
      const [locked] = await db.query<{ until: string | null }>(LOCKED, [key]);
      return locked?.until ?? now;
    },
    async forgive(key, all) {
      await db.query(all ? FORGET : FORGIVE, [key]);
    },
  };
}
