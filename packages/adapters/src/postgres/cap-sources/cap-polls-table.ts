import type { CapIdentity, CapPolls, HeldSource, SourceItem, SourceItemOutcome, SourceState } from '@loa/domain/ports';
import type { Database } from '../sql.ts';
import * as statements from './poll-statements.ts';

type StateRow = Omit<SourceState, 'counts' | 'recentItems'>;
interface CountRow {
  readonly id: string;
  readonly outcome: SourceItemOutcome;
  readonly count: number;
}
interface ItemRow extends Omit<SourceItem, 'identity'> {
  readonly id: string;
  readonly sender: string | null;
  readonly identifier: string | null;
  readonly sent: string | null;
}

/** How far CAP sources were read, on PostgreSQL; see the port. */
export function capPollsTable(db: Database): CapPolls {
  return {
    async configure(sources, now) {
      const column = (of: (one: (typeof sources)[number]) => string): string[] => sources.map(of);
      const given = [column((one) => one.id), column((one) => one.url), column((one) => one.fingerprint), now];
      await db.transaction(async (tx) => {
        const changed = (await tx.query<{ id: string }>(statements.CONFIGURE, given)).map(({ id }) => id);
        await tx.query(statements.FORGET_UNTAKEN, [changed]);
        await tx.query(statements.FORGET_LINKS, [changed]);
      });
    },
    take: ({ ids, now, leaseMs, sound, suspect }) => db.query<HeldSource>(statements.TAKE, [ids, now, leaseMs, sound, suspect]),
    renew: async ({ id, lease }, until) => (await db.query(statements.RENEW, [id, lease, until])).length > 0,
    async settle({ id, lease }, { outcome, reason, validators, nextAt, now }) {
      const kept = [validators?.etag ?? null, validators?.lastModified ?? null, validators !== null];
      return (await db.query(statements.SETTLE, [id, lease, outcome, reason, ...kept, nextAt, now, now])).length > 0;
    },
    async release({ id, lease }) {
      await db.query(statements.RELEASE, [id, lease]);
    },
    async dealtWith(id, items) {
      return (await db.query<{ item: string }>(statements.DEALT_WITH, [id, items])).map(({ item }) => item);
    },
    async note(id, { item, identity, outcome, reason, bulletinId, findings, at }) {
      const named = [identity?.sender ?? null, identity?.identifier ?? null, identity?.sent ?? null];
      await db.query(statements.NOTE, [id, item, ...named, outcome, reason, bulletinId, JSON.stringify(findings), at]);
    },
    links: (id, links) => db.query<{ link: string; failures: number; done: boolean }>(statements.LINKS, [id, links]),
    async noteLink(id, link, end, now) {
      await db.query(statements.NOTE_LINK, [id, link, end === 'done', now]);
    },
    async forget(id, { items, links }, before) {
      await db.query(statements.FORGET_ITEMS_GONE, [id, items, before]);
      await db.query(statements.FORGET_LINKS_GONE, [id, links, before]);
    },
    async states(ids) {
      const rows = await db.query<StateRow>(statements.STATES, [ids]);
      const counts = await db.query<CountRow>(statements.COUNTS, [ids]);
      const items = await db.query<ItemRow>(statements.RECENT_ITEMS, [ids]);
      const countOf = (id: string, outcome: SourceItemOutcome): number =>
        counts.find((one) => one.id === id && one.outcome === outcome)?.count ?? 0;
      return rows.map((row) => ({
        ...row,
        counts: { submitted: countOf(row.id, 'submitted'), refused: countOf(row.id, 'refused'), checked: countOf(row.id, 'checked') },
        recentItems: items.filter(({ id }) => id === row.id).map(itemOf),
      }));
    },
  };
}

function itemOf({ item, sender, identifier, sent, outcome, reason, bulletinId, findings, at }: ItemRow): SourceItem {
  const identity: CapIdentity | null = sender === null || identifier === null || sent === null ? null : { sender, identifier, sent };
  return { item, identity, outcome, reason, bulletinId, findings, at };
}
