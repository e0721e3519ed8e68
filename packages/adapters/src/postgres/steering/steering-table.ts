import type { ProviderDesk, ProviderState, Steering, SteeringOrder } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const COLUMNS = `id, channel, provider, kind, per_second as "perSecond", reason, made_by as by, made_at as at, until`;

const IN_FORCE = `-- orders in force; $1 now, $2 channel or null for all
select ${COLUMNS} from steerings where ended_at is null and until > $1::timestamptz and ($2::text is null or channel = $2) order by id`;

const ORDER = `-- an order; $1 channel, $2 provider, $3 kind, $4 per second or null, $5 reason, $6 by, $7 now, $8 until
insert into steerings (channel, provider, kind, per_second, reason, made_by, made_at, until) values ($1, $2, $3, $4, $5, $6, $7, $8)
returning ${COLUMNS}`;

const END = `-- ends an order before its time; $1 id, $2 by, $3 now
update steerings set ended_at = $3::timestamptz, ended_by = $2 where id = $1 and ended_at is null and until > $3::timestamptz returning ${COLUMNS}`;

const STATE = `channel, provider, place, state, cause, reason, per_second as "perSecond"`;

const PROVIDERS = `-- providers as processes see them; $1 since
select ${STATE}, worker, seen_at as "seenAt" from provider_states where seen_at >= $1::timestamptz order by channel, place, provider, worker`;

const REPORT = `-- how a process's providers are; those of processes that are long gone are dropped. $1 now, $2 worker, $3 channel, $4 names, $5 places, $6 states,
-- $7 causes, $8 reasons, $9 limits
with gone as (delete from provider_states where seen_at < $1::timestamptz - interval '1 day')
insert into provider_states (channel, worker, provider, place, state, cause, reason, per_second, seen_at)
select $3, $2, p.*, $1 from unnest($4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::float8[]) as p
on conflict (channel, provider, worker) do update set place = excluded.place, state = excluded.state, cause = excluded.cause,
  reason = excluded.reason, per_second = excluded.per_second, seen_at = excluded.seen_at`;

/** Orders to senders and the states of their providers, on PostgreSQL; see the port. */
export function steeringTable(db: Sql): Steering {
  return {
    providers: (since) => db.query<ProviderState & { worker: string; seenAt: string }>(PROVIDERS, [since]),
    inForce: (now) => db.query<SteeringOrder>(IN_FORCE, [now, null]),
    async order({ channel, provider, kind, perSecond, reason, by, until }, now) {
      const [made] = await db.query<SteeringOrder>(ORDER, [channel, provider, kind, perSecond, reason, by, now, until]);
      if (made === undefined) throw new Error('an insert returned no row');
      return made;
    },
    end: async (id, by, now) => (await db.query<SteeringOrder>(END, [id, by, now]))[0] ?? null,
  };
}

/** The senders' side; see {@link ProviderDesk}. */
export function providerDeskTable(db: Sql): ProviderDesk {
  return {
    async exchange(channel, worker, states, now) {
      const column = <K extends keyof ProviderState>(key: K) => states.map((one) => one[key]);
      const rows = [column('provider'), column('place'), column('state'), column('cause'), column('reason'), column('perSecond')];
      await db.query(REPORT, [now, worker, channel, ...rows]);
      return db.query<SteeringOrder>(IN_FORCE, [now, channel]);
    },
  };
}
