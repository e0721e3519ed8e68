import { until } from '@loa/testing/servers';
import { z } from 'zod';
import { progressOf } from './progress.ts';
import { NONE, type Scenario } from './scenario.ts';
import type { TestBed } from './test-bed.ts';

const SECOND = 'select decision, warnings.content from bulletins join warnings on warnings.id = warning_id where bulletins.id like $1';
const second = z.object({ decision: z.string(), content: z.object({ entries: z.array(z.object({ change: z.string() })) }) });

/** Gives the event's second bulletin and waits until it is issued; throws unless its warning says `unchanged` of every place. */
export async function giveSecond(bed: TestBed, event: string): Promise<void> {
  await bed.publish(event, { sequence: 2 });
  await until('the second bulletin is decided', 60_000, async () => (await progressOf(bed.db, event)).decided === 2, 5);
  const [row] = await bed.db.query(SECOND, [`%.${event}.2`]);
  const { decision, content } = second.parse(row);
  const said = [decision, ...new Set(content.entries.map((one) => one.change))].join(' ');
  if (said !== 'issued unchanged') throw new Error(`the second bulletin was not unchanged: ${said}`);
}

/** A second bulletin that changes nothing, when a share of the first one's slices is written: fan-out stands between two slices until it is issued. */
export function unchangedInFanOut(share: number): Scenario {
  return {
    name: `unchanged bulletin at ${share * 100} % of a fan-out`,
    allowed: NONE,
    async run(bed) {
      const event = bed.newEvent();
      let hold = await bed.workers.fanout.hold('after-commit');
      await bed.publish(event);
      await hold.there;
      let at = await progressOf(bed.db, event);
      // Jobs, which are slices here: rows would not do, for the last slice alone writes a third of them.
      while (at.jobs - at.open_jobs < share * at.jobs) {
        hold = hold.releaseOnce();
        await hold.there;
        at = await progressOf(bed.db, event);
      }
      await giveSecond(bed, event);
      hold.release();
      return { events: { [event]: 2 }, note: `${at.rows} of ${bed.expected.all} rows written, ${at.open_jobs} of ${at.jobs} jobs open` };
    },
  };
}

/** The same, when a share of the first one's messages has arrived. */
export function unchangedInSending(share: number): Scenario {
  return {
    name: `unchanged bulletin when ${share * 100} % have arrived`,
    allowed: NONE,
    async run(bed) {
      const event = bed.newEvent();
      await bed.publish(event);
      await bed.shareArrived(share);
      const arrivals = await bed.arrivals();
      await giveSecond(bed, event);
      return { events: { [event]: 2 }, note: `${arrivals} of ${bed.expected.all} arrived, ${await bed.arrivals()} when it was issued` };
    },
  };
}
