import { createHash } from 'node:crypto';
import type { HeldAsk, Websub, WebsubLine } from '@loa/domain/ports';
import type { Database } from '../sql.ts';
import {
  ASK,
  ASK_AGAIN,
  COUNT,
  DELIVERED,
  END_ASK,
  ENDED,
  FAILED,
  FOLLOW_TOPIC,
  KEEP_TOPIC,
  NOTE_SHOWN,
  OVER,
  SUBSCRIBE,
  TAKE,
  TAKE_ASKS,
  TOPICS,
  UNFOLLOWED,
  UNSUBSCRIBE,
  VERSIONS,
} from './statements.ts';

/** Each is read again whenever an item is issued. */
const MOST_TOPICS = 1_000;

/** The WebSub hub's memory on PostgreSQL; see the port. */
export function websubTable(db: Database): Websub {
  return {
    ask: ({ mode, topic, callback, secret, leaseS, outletId }, shown, now) =>
      db.transaction(async (tx) => {
        const [followed] = await tx.query<{ version: number }>(FOLLOW_TOPIC, [topic, shown, MOST_TOPICS]);
        if (followed === undefined) return 'full';
        await tx.query(ASK, [keyOf(topic, callback), mode, topic, callback, secret, leaseS, outletId, followed.version, now]);
        return 'asked';
      }),
    takeAsks: ({ owner, now, leaseMs, sound }) => db.query<HeldAsk>(TAKE_ASKS, [owner, now, leaseMs, sound]),
    confirm: ({ key, mode, topic, callback, secret, leaseS, outletId }, owner, now) =>
      db.transaction(async (tx) => {
        const [ended] = await tx.query<{ version: number }>(END_ASK, [key, owner]);
        // Somebody else holds it now, or the subscriber has asked for something else.
        if (ended === undefined) return;
        const ends = new Date(Date.parse(now) + leaseS * 1_000).toISOString();
        if (mode === 'unsubscribe') return void (await tx.query(UNSUBSCRIBE, [key]));
        await tx.query(KEEP_TOPIC, [topic]);
        await tx.query(SUBSCRIBE, [key, topic, callback, secret, outletId, ends, ended.version]);
      }),
    async drop(key, owner, dueAt) {
      await (dueAt === null ? db.query(END_ASK, [key, owner]) : db.query(ASK_AGAIN, [key, owner, dueAt]));
    },
    async topics(now) {
      return (await db.query<{ topic: string }>(TOPICS, [now])).map((row) => row.topic);
    },
    async noteShown(topic, shown) {
      return (await db.query(NOTE_SHOWN, [topic, shown])).length > 0;
    },
    take: ({ owner, now, leaseMs, sound, suspect }) => db.query<WebsubLine>(TAKE, [owner, now, leaseMs, sound, suspect]),
    async settle(result, now) {
      if (result.kind === 'delivered') await db.query(DELIVERED, [result.key, result.owner, result.version, now]);
      else if (result.kind === 'failed') await db.query(FAILED, [result.key, result.owner, result.reason, result.dueAt]);
      else await db.query(ENDED, [result.key, result.owner]);
    },
    sweep: (now) =>
      db.transaction(async (tx) => {
        const over = await tx.query(OVER, [now]);
        await tx.query(UNFOLLOWED);
        return over.length;
      }),
    async count(now) {
      const [row] = await db.query<{ count: number }>(COUNT, [now]);
      return row?.count ?? 0;
    },
    async versions() {
      const [row] = await db.query<{ versions: number }>(VERSIONS);
      return row?.versions ?? 0;
    },
  };
}

const keyOf = (topic: string, callback: string): string => createHash('sha256').update(`${topic} ${callback}`, 'utf8').digest('hex');
