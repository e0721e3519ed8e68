import type { SessionTimes } from '@loa/domain/account';
import type { SessionHeld, Sessions } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const OPEN = `-- a session begins, and those of which nothing can come any more are erased; $1 hash, $2 account, $3 stage, $4 now
with gone as (delete from sessions where started_at < $4::timestamptz - interval '1 day')
insert into sessions (hash, account_id, stage, started_at, seen_at) values ($1, $2, $3, $4, $4)`;

const FIND = `-- a session with its account; $1 hash
select s.account_id as "accountId", s.stage, s.started_at as "startedAt", s.seen_at as "seenAt",
  a.name, a.roles, a.issuer_id as issuer, a.disabled_at is not null as disabled,
  a.provider is not null as entered
from sessions s join accounts a on a.id = s.account_id where s.hash = $1`;

const TOUCH = `-- a session is in use; $1 hash, $2 now
update sessions set seen_at = $2 where hash = $1 and seen_at < $2`;

const RENEW = `-- another token and stage; $1 former hash, $2 hash, $3 stage, $4 now
update sessions set hash = $2, stage = $3, started_at = $4, seen_at = $4 where hash = $1 returning 1`;

const END = `-- a session ends; $1 hash
delete from sessions where hash = $1`;

const OTHERS = `-- the other sessions of an account, the last used first; $1 hash of this one
select o.stage, o.started_at as "startedAt", o.seen_at as "seenAt", a.disabled_at is not null as disabled, a.provider is not null as entered
from sessions s join sessions o on o.account_id = s.account_id and o.hash <> s.hash join accounts a on a.id = o.account_id
where s.hash = $1 order by o.seen_at desc`;

const END_OTHERS = `-- the other sessions of an account end; $1 hash of this one
delete from sessions o using sessions s where s.hash = $1 and o.account_id = s.account_id and o.hash <> s.hash`;

/** Sessions on PostgreSQL; see the port. */
export function sessionsTable(db: Sql): Sessions {
  return {
    async open({ hash, accountId, stage }, now) {
      await db.query(OPEN, [hash, accountId, stage, now]);
    },
    find: async (hash) => (await db.query<SessionHeld>(FIND, [hash]))[0] ?? null,
    async touch(hash, now) {
      await db.query(TOUCH, [hash, now]);
    },
    renew: async (former, next, now) => (await db.query(RENEW, [former, next.hash, next.stage, now])).length > 0,
    async end(hash) {
      await db.query(END, [hash]);
    },
    others: (hash) => db.query<SessionTimes>(OTHERS, [hash]),
    async endOthers(hash) {
      await db.query(END_OTHERS, [hash]);
    },
  };
}
