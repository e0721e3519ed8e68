import type { Draft, Drafts } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const LIST = `-- drafts of an issuer, newest first; $1 issuer
select id, title, series_id as "seriesId", after, content, version, saved_by as "savedBy", saved_at as "savedAt"
from drafts where issuer_id = $1 order by saved_at desc limit 200`;

const FORGET = `-- drafts of an issuer that nobody has saved for 30 days; $1 issuer, $2 now
delete from drafts where issuer_id = $1 and saved_at < $2::timestamptz - interval '30 days'`;

const INSERT = `-- a new draft; $1 issuer, $2 id, $3 title, $4 series, $5 after, $6 content, $7 by, $8 at. No row: there is one
insert into drafts (issuer_id, id, title, series_id, after, content, version, saved_by, saved_at)
values ($1, $2, $3, $4, $5, $6, 1, $7, $8) on conflict do nothing returning id`;

const UPDATE = `-- a draft's next version; parameters as INSERT's, $9 the version before. No row: another stands
update drafts set title = $3, series_id = $4, after = $5, content = $6, version = version + 1, saved_by = $7, saved_at = $8
where issuer_id = $1 and id = $2 and version = $9 returning id`;

const STANDING = `-- who saved a draft last; $1 issuer, $2 id
select saved_by as "savedBy", saved_at as "savedAt" from drafts where issuer_id = $1 and id = $2`;

const REMOVE = `-- $1 issuer, $2 id
delete from drafts where issuer_id = $1 and id = $2`;

/** Drafts on PostgreSQL; see the port. */
export function draftsTable(db: Sql): Drafts {
  return {
    list: (issuer) => db.query<Draft>(LIST, [issuer]),
    async save(issuer, { id, title, seriesId, after, content, version, savedBy, savedAt }) {
      const row = [issuer, id, title, seriesId, after, JSON.stringify(content), savedBy, savedAt];
      await db.query(FORGET, [issuer, savedAt]);
      const kept = await (version === 1 ? db.query(INSERT, row) : db.query(UPDATE, [...row, version - 1]));
      if (kept.length > 0) return { ok: true };
      const [standing] = await db.query<{ savedBy: string; savedAt: string }>(STANDING, [issuer, id]);
      return standing === undefined ? { ok: false, savedBy: null } : { ok: false, ...standing };
    },
    async remove(issuer, id) {
      await db.query(REMOVE, [issuer, id]);
    },
  };
}
