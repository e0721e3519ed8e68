import type { Claims } from '@loa/domain/ports';
import type { Sql } from '../postgres/sql.ts';

const CLAIM = `-- claims a key: a row comes back when won; $1 key, $2 owner, $3 milliseconds until it is free again
insert into claims as held (key, owner, expires_at)
values ($1, $2, clock_timestamp() + $3::float8 * interval '1 millisecond')
on conflict (key) do update set owner = excluded.owner, expires_at = excluded.expires_at
where held.owner = excluded.owner or held.expires_at <= clock_timestamp()
returning held.key`;

const SWEEP = `-- deletes claims that have run out
delete from claims where expires_at <= clock_timestamp()`;

/** Claims that have run out are deleted once in so many claims: they do no harm but take room. */
const SWEEP_EVERY = 1_000;

/** First-look claims in a table of the embedded database. */
export function embeddedClaims(db: Sql): Claims {
  let claimed = 0;
  return {
    async claim(key, owner, ttlMs) {
      claimed += 1;
      if (claimed % SWEEP_EVERY === 0) await db.query(SWEEP);
      const rows = await db.query(CLAIM, [key, owner, ttlMs]);
      return rows.length > 0 ? 'won' : 'lost';
    },
  };
}
