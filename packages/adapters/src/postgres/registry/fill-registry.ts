import type { Subscriber } from '@loa/domain/audience';
import { inventedSubscribers } from '@loa/domain/invented';
import type { Database } from '../sql.ts';
import type { Addresses } from './sealed-addresses.ts';
import { MOVE_IDENTITY, WHO_IS_THERE } from './statements.ts';
import { insertSubscribers } from './write-subscribers.ts';

/** The same people for every registry of one size. */
const SEED = 20_251_106;
const PAGE = 5_000;

/**
 * Fills a registry that is empty but for Loa's own listeners with invented people, a page at a time, one being invented while another is written, and leaves any other alone. Returns how many
 * it added. They are made as subscribers, and not checked again.
 */
export async function fillRegistry(
  db: Database,
  addresses: Pick<Addresses, 'seal'>,
  { count, onPage }: { count: number; onPage?: (done: number) => void },
): Promise<number> {
  const [there] = await db.query<{ people: number; last: number }>(WHO_IS_THERE);
  if (there === undefined || there.people > 0) return 0;
  const { last } = there;
  let done = 0;
  const write = async (page: readonly Subscriber[]): Promise<void> => {
    await db.transaction(async (tx) => {
      await insertSubscribers(tx, addresses, page);
      await tx.query(MOVE_IDENTITY);
    });
    done += page.length;
    onPage?.(done);
  };
  let page: Subscriber[] = [];
  let writing: Promise<void> = Promise.resolve();
  for (const one of inventedSubscribers({ count, seed: SEED })) {
    page.push(last === 0 ? one : { ...one, id: last + one.id });
    if (page.length < PAGE && one.id < count) continue;
    await writing;
    writing = write(page);
    // Looked at when it is waited for; until then a failure has its handler.
    writing.catch(() => undefined);
    page = [];
  }
  await writing;
  return done;
}
