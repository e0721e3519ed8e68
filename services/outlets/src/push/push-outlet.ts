import { decidePush, type PushOutcome, type PushResult, retryDelayMs } from '@loa/domain/outlet';
import type { OutletLine, Outlets } from '@loa/domain/ports';
import type { Clock, Logger } from '@loa/runtime';
import type { OutletsSettings } from '../config.ts';
import type { Deliver } from './deliver.ts';
import { type HeldLine, holdLine } from './hold-line.ts';
import type { Items } from './items.ts';
import type { Push } from './keep-pushing.ts';
import type { Settles } from './settles.ts';
import type { Slot } from './slots.ts';

export interface PushOutletPorts {
  readonly items: Items;
  readonly settles: Settles;
  readonly deliver: Deliver;
  readonly outlets: Pick<Outlets, 'stand'>;
  readonly settings: Pick<OutletsSettings, 'itemsAtOnce'>;
  readonly owner: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly count: (result: PushResult | 'passed') => void;
}

/** A cursor moves over items that its outlet does not ask for at the latest after so many. */
const PASS_AT_ONCE = 500;

/**
 * Sends a line's items one after another, the next one only when the last was delivered and that is durable. It ends when there is
 * no more, when one fails, when it is another outlet's turn, or when somebody else holds the line.
 */
export function pushOutlet(ports: PushOutletPorts): Push<OutletLine> {
  return async (line, slot, stopping) => {
    const held = holdLine(line, ports.owner, ports.settles);
    try {
      return await pushAll(ports, line, held, slot, stopping);
    } catch (err) {
      ports.log.error({ err, outletId: line.outletId, status: line.status }, 'outlet could not be served');
      await held.settle('passed', held.stands, false);
      return 'done';
    }
  };
}

async function pushAll(
  ports: PushOutletPorts,
  line: OutletLine,
  held: HeldLine,
  slot: Slot,
  stopping: AbortSignal,
): ReturnType<Push<OutletLine>> {
  let { failures } = line;
  for (let sent = 0; !stopping.aborted && sent < ports.settings.itemsAtOnce; sent += 1) {
    const { ready, passed } = await nextWanted(ports, line, held);
    if (ready !== null) {
      const outcome = await ports.deliver(line, ready, slot);
      ports.count(outcome.result);
      if (outcome.result !== 'delivered') return fail(ports, line, held, passed, failures + 1, outcome);
      failures = 0;
    }
    const to = ready?.item.number ?? passed;
    const goesOn = to < held.head && to > held.stands;
    const stand = await held.settle(ready === null ? 'passed' : 'delivered', to, goesOn);
    if (stand === 'lost') return 'done';
    if (!goesOn) return ready !== null && held.stands < held.head ? 'more' : 'done';
    if (stand === 'changed') break;
  }
  await held.settle('passed', held.stands, false);
  return stopping.aborted ? 'done' : 'more';
}

/** The next item that the outlet asks for, and the last number before it; without one, how far was looked. */
async function nextWanted({ items, count }: PushOutletPorts, line: OutletLine, { stands, head }: HeldLine) {
  let passed = stands;
  while (passed < head && passed - stands < PASS_AT_ONCE) {
    const ready = await items.next(line.status, passed, head);
    if (ready === null) break;
    if (decidePush(ready.item, line.filters).push) return { ready, passed };
    count('passed');
    passed = ready.item.number;
  }
  return { ready: null, passed };
}

async function fail(
  ports: PushOutletPorts,
  line: OutletLine,
  held: HeldLine,
  passed: number,
  failures: number,
  { result, reason, askedS }: PushOutcome,
): Promise<'done'> {
  const now = ports.clock.now();
  const dueAt = new Date(now.getTime() + retryDelayMs(failures, Math.random(), askedS)).toISOString();
  ports.log.warn({ outletId: line.outletId, status: line.status, number: passed + 1, reason, failures }, 'outlet not reached');
  await held.settle('failed', passed, false, { reason, dueAt });
  if (result === 'gone') await ports.outlets.stand(line.outletId, 'blocked', null, 'gone', now.toISOString());
  return 'done';
}
