import { apiKeysTable } from '@loa/adapters/postgres';
import { TEST_ADDRESS_KEYS } from '@loa/testing/addresses';
import { z } from 'zod';
import { startService } from '../e2e/service-process.ts';
import { NONE, type Scenario } from './scenario.ts';
import type { TestBed } from './test-bed.ts';

const answered = z.object({ started: z.int(), stopped: z.int(), undecided: z.int() });

const WARNING = 'select id from warnings where event_id = $1';
/** Deliveries of a warning of which the far end may have had the message or not. $1 warning */
const DOUBTFUL = `select count(*)::int as rows from deliveries where warning_id = $1 and state = 'unknown'`;

/** Starts a console, has an operator recall the warning, and ends the console. Resolves with its answer and with when it was there (epoch milliseconds). */
async function recall(bed: TestBed, warning: () => Promise<string>, when: () => Promise<void>) {
  const { kafka, postgres } = bed.engines;
  const env = { KAFKA_BROKERS: kafka.address, DATABASE_URL: postgres.address, LOA_ADDRESS_KEYS: TEST_ADDRESS_KEYS };
  const key = await apiKeysTable(bed.db).create({ role: 'operator', issuer: null, label: 'operator of a test' });
  // Without a watchdog bulletin behind it a console is never ready; it answers all the same.
  const desk = await startService('console', env, { probe: '/livez' });
  try {
    await when();
    const answer = await fetch(`${desk.url}/api/warnings/${await warning()}/recall`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'wrong province' }),
    });
    const at = Date.now();
    if (answer.status !== 200) throw new Error(`the console answered ${answer.status}: ${await answer.text()}`);
    return { at, ...answered.parse(await answer.json()) };
  } finally {
    await desk.stop();
  }
}

/**
 * A warning recalled when a share of its messages has arrived: none begins after the answer, and the answer says how many had. Rows are not
 * settled before the sweeper and the senders have gone through what was still to be sent.
 */
export function recalledAt(share: number): Scenario {
  return {
    name: `recall at ${share * 100} %`,
    allowed: NONE,
    async run(bed) {
      const event = bed.newEvent();
      const idOf = async (): Promise<string> => (await bed.db.query<{ id: string }>(WARNING, [event]))[0]?.id ?? '';
      let atCall = 0;
      const { at, started, stopped, undecided } = await recall(bed, idOf, async () => {
        await bed.publish(event);
        await bed.shareArrived(share);
        atCall = await bed.arrivals();
      });
      const [had, row] = [await bed.arrivals(), (await bed.db.query<{ rows: number }>(DOUBTFUL, [await idOf()]))[0]];
      const doubtful = row?.rows ?? 0;
      const counted = had <= started && had >= started - doubtful - undecided;
      return {
        events: { [event]: 1 },
        stopped: { at },
        faults: counted ? [] : [`the answer counted ${started} started, the far end has ${had}`],
        note: `${atCall} of ${bed.expected.all} arrived at the call, ${had} at the answer, which said ${started} started, ${stopped} stopped, ${undecided} undecided`,
      };
    },
  };
}
