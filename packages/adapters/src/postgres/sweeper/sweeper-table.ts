import type { Sweeper } from '@loa/domain/ports';
import { fold } from '../counts/index.ts';
import { markPublished } from '../fanout/mark-published.ts';
import type { Database } from '../sql.ts';
import { expire, stop } from './end-rows.ts';
import { closeEmpty, stranded, unpublished } from './lost-batches.ts';
import { owe } from './owe.ts';
import { rebatch } from './rebatch.ts';
import { retire } from './retire.ts';
import { unseenWarnings } from './unseen-warnings.ts';
import { welcome } from './welcome.ts';

/** What the sweeper does to `batches`, `deliveries`, `fanout_jobs` and the counts. Rejects with `SqlError`. */
export function sweeperTable(db: Database): Sweeper {
  return {
    rebatch: (options) => db.transaction((tx) => rebatch(tx, options)),
    unpublished: (options) => unpublished(db, options),
    stranded: (options) => stranded(db, options),
    closeEmpty: (options) => closeEmpty(db, options),
    unseenWarnings: (options) => unseenWarnings(db, options),
    expire: (options) => expire(db, options),
    stop: (options) => stop(db, options),
    welcome: (options) => db.transaction((tx) => welcome(tx, options)),
    owe: (options) => db.transaction((tx) => owe(tx, options)),
    retire: (options) => db.transaction((tx) => retire(tx, options)),
    fold: (options) => db.transaction((tx) => fold(tx, options)),
    markPublished: (batchIds, now) => markPublished(db, batchIds, now),
  };
}
