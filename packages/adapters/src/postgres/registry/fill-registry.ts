import { inventedSubscribers } from '@loa/domain/invented';
import type { Registry, SubscriberInput } from '@loa/domain/ports';

/** The same people for every registry of one size. */
const SEED = 20_251_106;
const PAGE = 5_000;

/** Fills an empty registry with invented people, a page at a time, and leaves any other alone. Returns how many it added. */
export async function fillRegistry(
  registry: Pick<Registry, 'insertMany' | 'count'>,
  { count, onPage }: { count: number; onPage?: (done: number) => void },
): Promise<number> {
  if ((await registry.count()) > 0) return 0;
  let page: SubscriberInput[] = [];
  let done = 0;
  for (const one of inventedSubscribers({ count, seed: SEED })) {
    page.push(one);
    if (page.length < PAGE && done + page.length < count) continue;
    await registry.insertMany(page);
    done += page.length;
    page = [];
    onPage?.(done);
  }
  return done;
}
