import type { OptOut, Registry } from '@loa/domain/ports';
import type { Database } from '../sql.ts';
import { readSubscriber } from './read-subscriber.ts';
import { change, put } from './registrations.ts';
import type { Addresses } from './sealed-addresses.ts';
import { COUNT, FIND, MOVE_IDENTITY, OPT_OUT, OPT_OUTS, REMOVE, REMOVE_OPT_OUTS } from './statements.ts';
import { checkedSubscriber } from './subscriber-refused.ts';
import { insertSubscribers } from './write-subscribers.ts';

/** Subscribers on PostgreSQL; see the port. */
export function registryTable(db: Database, addresses: Addresses): Registry {
  return {
    async insertMany(given) {
      const subscribers = given.map(checkedSubscriber);
      await db.transaction(async (tx) => {
        await insertSubscribers(tx, addresses, subscribers);
        await tx.query(MOVE_IDENTITY);
      });
    },
    async count() {
      const [row] = await db.query<{ count: number }>(COUNT);
      return row?.count ?? 0;
    },
    get: (id) => readSubscriber(db, addresses, id),
    async find(channel, address) {
      const hashes = addresses.hashesOf(channel, address);
      const [row] = await db.query<{ id: number }>(FIND, channel === 'email' ? [hashes, []] : [[], hashes]);
      return row?.id ?? null;
    },
    put: (registration, now) => db.transaction((tx) => put(tx, addresses, registration, now)),
    change: (id, given, now) => db.transaction((tx) => change(tx, addresses, { id, given, now })),
    ...optOutsTable(db),
    optOuts: (id) => db.query<OptOut>(OPT_OUTS, [id]),
    remove: (id) =>
      db.transaction(async (tx) => {
        const removed = await tx.query(REMOVE, [id]);
        if (removed.length > 0) await tx.query(REMOVE_OPT_OUTS, [id]);
        return removed.length > 0;
      }),
  };
}

/** Opt-outs alone, for whoever opens no addresses; see {@link Registry}. */
export function optOutsTable(db: Database): Pick<Registry, 'optOut'> {
  return {
    async optOut(id, { channel, how, at }) {
      return (await db.query(OPT_OUT, [id, channel, how, at])).length > 0;
    },
  };
}
