import type { RateLimiter, StandInLimiter } from '@loa/domain/ports';
import type { Sql } from '../postgres/sql.ts';

const AVAILABLE = `least($4::float8, bucket.tokens + $3::float8 * greatest(0, extract(epoch from now() - bucket.refilled_at)::float8))`;
const WHOLE = (held: string): string => `greatest(0, least($2::float8, floor(${held} - $5::float8)))`;
const FULL = WHOLE('$4::float8');

const TAKE = `-- takes whole tokens from a bucket, which is new and full when missing; $1 key, $2 wanted, $3 tokens per second, $4 burst,
-- $5 tokens left for others
insert into rate_limits as bucket (key, tokens, refilled_at, granted)
values ($1, $4::float8 - ${FULL}, now(), ${FULL})
on conflict (key) do update set
  tokens = ${AVAILABLE} - ${WHOLE(AVAILABLE)},
  granted = ${WHOLE(AVAILABLE)},
  refilled_at = greatest(bucket.refilled_at, now())
returning bucket.granted, bucket.tokens`;

/** A token bucket in one row of the embedded database: takers wait for the row's lock, so the count is exact. */
export function embeddedRateLimiter(db: Sql): RateLimiter {
  return {
    async take(key, wanted, { perSecond, burst, reserve = 0 }) {
      const [row] = await db.query<{ granted: number; tokens: number }>(TAKE, [key, wanted, perSecond, burst, reserve]);
      if (row === undefined) throw new Error('the statement returns a row in every case');
      const { granted, tokens } = row;
      return { granted, retryAfterMs: granted >= wanted ? 0 : Math.ceil(((1 + reserve - tokens) / perSecond) * 1000) };
    },
  };
}

const CALL = `-- calls everybody to this limiter, in a row of its own among the buckets; $1 milliseconds
insert into rate_limits (key, tokens, refilled_at, granted) values ('stand-in', 0, clock_timestamp() + $1::int * interval '1 millisecond', 0)
on conflict (key) do update set refilled_at = excluded.refilled_at`;

const CALLED = `-- milliseconds for which everybody is called to this limiter
select extract(epoch from refilled_at - clock_timestamp())::float8 * 1000 as for_ms from rate_limits where key = 'stand-in'`;

/** The same buckets, for workers that count elsewhere as long as all of them can; see {@link StandInLimiter}. */
export function embeddedStandIn(db: Sql): StandInLimiter {
  return {
    ...embeddedRateLimiter(db),
    callAll: async (forMs) => void (await db.query(CALL, [forMs])),
    calledForMs: async () => Math.max(0, (await db.query<{ for_ms: number }>(CALLED))[0]?.for_ms ?? 0),
  };
}
