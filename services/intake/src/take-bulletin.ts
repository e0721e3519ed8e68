import { createHash } from 'node:crypto';
import { type Bulletin, bulletinId } from '@loa/domain/bulletin';
import type { Bulletins, Claims, SentBy } from '@loa/domain/ports';
import { bulletins as topic } from '@loa/domain/topics';
import { type Clock, type EventLog, type Hooks, type Logger, type Metrics, Problem } from '@loa/runtime';
import type { IntakeSettings } from './config.ts';

export interface TakePorts {
  readonly bulletins: Pick<Bulletins, 'find' | 'insert' | 'markPublished'>;
  readonly claims: Claims;
  readonly eventLog: Pick<EventLog, 'append'>;
  readonly log: Logger;
  readonly clock: Clock;
  readonly hooks: Hooks;
}

/** What became of a bulletin that was taken: `repeat` was in the log before. */
export type Taken = { readonly id: string; readonly result: 'accepted' | 'repeat' };

/** Counts bulletins that were taken, by HTTP and from the log. */
export const takenCounter = (metrics: Metrics) =>
  metrics.counter({
    name: 'loa_bulletins_taken_total',
    help: 'Bulletins that intake took, by HTTP with 202 or from the log',
    labels: { result: ['accepted', 'repeat'] },
  });

/**
 * Takes a checked bulletin: a durable row, then the log. Throws a 409 when other content stands under its id, a 507 when
 * the disk is full, and the log's or database's own error when it does not answer: the row may then exist, and the same
 * bulletin sent again, or the sweeper, brings it into the log.
 */
export function takeBulletin(settings: IntakeSettings, ports: TakePorts): (bulletin: Bulletin, by: SentBy) => Promise<Taken> {
  const { bulletins, eventLog, clock, hooks, log } = ports;
  return async (bulletin, by) => {
    const id = bulletinId(bulletin);
    const standing = await stands(settings, ports, bulletin, by);
    if (standing === 'different')
      throw new Problem({ status: 409, code: 'bulletin-differs', title: 'Another bulletin stands under this id', more: { id } });
    if (standing === 'published') return { id, result: 'repeat' };
    hooks.reached('before-publish');
    const value = new TextEncoder().encode(JSON.stringify(bulletin));
    await eventLog.append(topic.name, [{ key: bulletin.event.id, id, value }], { deadlineMs: settings.appendDeadlineMs });
    hooks.reached('after-publish');
    hooks.reached('before-mark');
    // A lost mark costs a second append of the same message by the sweeper.
    await bulletins
      .markPublished(id, clock.now().toISOString())
      .catch((err: unknown) => log.warn({ err }, 'bulletin not marked as published'));
    hooks.reached('after-mark');
    return { id, result: 'accepted' };
  };
}

async function stands(
  settings: IntakeSettings,
  ports: TakePorts,
  bulletin: Bulletin,
  by: SentBy,
): Promise<'same' | 'published' | 'different'> {
  const { bulletins, clock, hooks } = ports;
  if ((await firstLook(settings, ports, bulletin)) === 'lost') {
    const found = await bulletins.find(bulletin);
    if (found !== 'absent') return found;
  }
  hooks.reached('before-commit');
  const inserted = await bulletins.insert(bulletin, clock.now().toISOString(), by).catch(asStorageProblem);
  hooks.reached('after-commit');
  if (inserted === 'different') return 'different';
  return inserted === 'same' && (await bulletins.find(bulletin)) === 'published' ? 'published' : 'same';
}

/** `lost`: other content was seen under this id, so reading is cheaper than trying to insert. Without claims the database alone decides. */
async function firstLook({ claimMs }: IntakeSettings, { claims, hooks, log }: TakePorts, bulletin: Bulletin): Promise<'won' | 'lost'> {
  const owner = createHash('sha256').update(JSON.stringify(bulletin)).digest('hex');
  hooks.reached('before-claim');
  const look = await claims.claim(`bulletin:${bulletinId(bulletin)}`, owner, claimMs).catch((err: unknown) => {
    log.warn({ err }, 'first look skipped');
    return 'won' as const;
  });
  hooks.reached('after-claim');
  return look;
}

/** Disk full, and input/output error (SQLSTATE 53100, 58030): nothing was kept, and trying again at once will not help. */
function asStorageProblem(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === '53100' || code === '58030') throw new Problem({ status: 507, code: 'storage-full', title: 'The storage is full' });
  throw error;
}
