import type { SignupRequest, Signups } from '@loa/domain/ports';
import { judgeCode } from '@loa/domain/signup';
import type { Addresses } from '../registry/index.ts';
import type { Database } from '../sql.ts';
import { ADD_TOKEN, BY_CODE, BY_ID, CLOSE, COUNT_TRY, DROP_TOKENS, FIND_TOKEN, KEEP, PURGE } from './statements.ts';

interface Row extends Omit<SignupRequest, 'address'> {
  readonly sealed: Uint8Array;
  readonly codeHash: string;
  readonly tries: number;
  readonly done: boolean;
}

/** Sign-ups on PostgreSQL; see the port. Rejects with `SqlError`, and with `AddressUnreadable` where the key of a request is gone. */
export function signupsTable(db: Database, addresses: Addresses): Signups {
  return {
    limitKey: (channel, address) => Buffer.from(addresses.hashesOf(channel, address)[0] ?? []).toString('base64url'),
    async keep(request, codeHash) {
      const { sealed } = addresses.seal(request.channel, request.address);
      const { id, purpose, channel, subscriberId, wishes, language, until } = request;
      await db.query(KEEP, [id, purpose, channel, sealed, subscriberId, JSON.stringify(wishes), language, codeHash, until]);
    },
    judge: ({ id, codeHash }, now) =>
      db.transaction(async (tx) => {
        const [row] = id === null ? await tx.query<Row>(BY_CODE, [codeHash]) : await tx.query<Row>(BY_ID, [id]);
        const judged = judgeCode(row ?? null, { codeHash, now });
        if (judged.ok && row !== undefined) return { ok: true, request: requestOf(row, addresses) };
        if (!judged.ok && judged.reason === 'wrong') await tx.query(COUNT_TRY, [id]);
        return judged.ok ? { ok: false, reason: 'unknown' } : judged;
      }),
    async close(id, now) {
      await db.query(CLOSE, [id, now]);
    },
    async addToken(tokenHash, subscriberId, until) {
      await db.query(ADD_TOKEN, [tokenHash, subscriberId, until]);
    },
    async findToken(tokenHash, now) {
      const [row] = await db.query<{ id: number }>(FIND_TOKEN, [tokenHash, now]);
      return row?.id ?? null;
    },
    async dropTokens(subscriberId) {
      await db.query(DROP_TOKENS, [subscriberId]);
    },
    async purge(before) {
      const [row] = await db.query<{ gone: number }>(PURGE, [before]);
      return row?.gone ?? 0;
    },
  };
}

function requestOf({ sealed, id, purpose, channel, subscriberId, wishes, language, until }: Row, addresses: Addresses): SignupRequest {
  return { id, purpose, channel, address: addresses.open(channel, sealed), subscriberId, wishes, language, until };
}
