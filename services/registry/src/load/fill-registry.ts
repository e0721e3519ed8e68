import { inventedSubscribers } from '@loa/domain/invented';
import type { Registry, SubscriberInput } from '@loa/domain/ports';
import { CommandRefused } from '../run-command.ts';

/** The same people for every registry of one size. */
const SEED = 20_251_106;
const PAGE = 5_000;

/** Fills an empty registry with invented people, a page at a time. Throws {@link CommandRefused} where somebody is in it. */
export async function fillRegistry(
  registry: Pick<Registry, 'insertMany' | 'count'>,
  { count, onPage }: { count: number; onPage?: (done: number) => void },
): Promise<void> {
  const there = await registry.count();
  if (there > 0) throw new CommandRefused(`the registry holds ${there} people: invented ones go into an empty one`);
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
}
