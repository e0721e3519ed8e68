import { type Channel, type Lane, lane, type WrittenChannel, writtenChannel } from '@loa/domain/audience';
import { bulletinId } from '@loa/domain/bulletin';
import type { Pause, Queue, Registry } from '@loa/domain/ports';
import { bulletins } from '@loa/domain/topics';
import type { Clock, EventLog, Logger } from '@loa/runtime';
import type { Alarm } from './alarm.ts';
import { WATCHDOG_UNIT, watchdogBulletins } from './watchdog-bulletins.ts';

/** How long a lane of a channel has not carried the watchdog's bulletin to acceptance. */
export interface LaneAge {
  readonly channel: WrittenChannel;
  readonly lane: Lane;
  /** Seconds since the last acceptance; since this watchdog began where there was none, or where the lane was paused since. */
  readonly ageS: number;
}

export interface WatchdogPorts {
  readonly queue: Pick<Queue, 'watchdogBeats' | 'pauses'>;
  readonly registry: Pick<Registry, 'get' | 'insertMany'>;
  readonly eventLog: Pick<EventLog, 'append'>;
  readonly alarm: Alarm | null;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Some lane has carried nothing for more than three periods. */
class WatchdogStale extends Error {
  override readonly name = 'WatchdogStale';
  readonly code = 'watchdog-stale';
}

export interface Watchdog {
  /** Makes its listeners where they are missing, and sends a Test bulletin down every lane. Rejects when the log does not take it. */
  beat(): Promise<void>;
  /** Calls somebody, once per outage, when a lane is older than three periods. */
  look(): Promise<void>;
  ages(): Promise<LaneAge[]>;
  /** Rejects with {@link WatchdogStale}. For /readyz. */
  check(): Promise<void>;
}

const PERIODS = 3;
const APPEND_DEADLINE_MS = 5_000;
/** Far above any id that a registry gives out, and the same in every process. */
const LISTENERS = [
  { id: 9_000_000_001, email: 'watchdog@example.invalid' },
  { id: 9_000_000_002, phone: '+999000000000' },
] as const;

const covers = (pause: Pause, of: { channel: Channel; lane: Lane }): boolean =>
  pause.channel === of.channel && (pause.lane === null ? of.lane !== 'flash' : pause.lane === of.lane);

/** The watchdog: a bulletin that goes the whole way, to nobody, and the age of the last one that arrived. */
export function createWatchdog({ periodMs }: { periodMs: number }, ports: WatchdogPorts): Watchdog {
  const { queue, registry, eventLog, clock, log } = ports;
  const lanes = writtenChannel.options.flatMap((name) =>
    lane.options.map((of) => ({ channel: name, lane: of, since: clock.now().getTime() })),
  );
  let called = false;

  async function listen(): Promise<void> {
    for (const one of LISTENERS) {
      if ((await registry.get(one.id)) !== null) continue;
      await registry.insertMany([{ ...one, audience: 'agency', language: 'vi', units: [WATCHDOG_UNIT], watchdog: true }]);
    }
  }

  async function ages(): Promise<LaneAge[]> {
    const now = clock.now();
    const [beats, pauses] = await Promise.all([queue.watchdogBeats(), queue.pauses(now.toISOString())]);
    return lanes.map((one) => {
      // What waits behind a pause is not lost: the lane's time begins anew when it goes on.
      if (pauses.some((pause) => covers(pause, one))) one.since = now.getTime();
      const beat = beats.find((other) => other.channel === one.channel && other.lane === one.lane);
      const last = Math.max(one.since, beat === undefined ? 0 : Date.parse(beat.acceptedAt));
      return { channel: one.channel, lane: one.lane, ageS: Math.max(0, now.getTime() - last) / 1000 };
    });
  }

  const stale = async (): Promise<LaneAge[]> => (await ages()).filter((one) => one.ageS * 1000 > PERIODS * periodMs);

  return {
    async beat() {
      await listen();
      const encoder = new TextEncoder();
      for (const { bulletin } of watchdogBulletins(clock.now())) {
        const record = { key: bulletin.event.id, id: bulletinId(bulletin), value: encoder.encode(JSON.stringify(bulletin)) };
        await eventLog.append(bulletins.name, [record], { deadlineMs: APPEND_DEADLINE_MS });
      }
    },
    async look() {
      const late = await stale();
      if (late.length === 0) {
        called = false;
        return;
      }
      if (called) return;
      log.error({ lanes: late, alarm: ports.alarm !== null }, 'watchdog is stale');
      await ports.alarm?.({ subject: 'Loa: no warning gets through', lanes: late });
      called = true;
    },
    ages,
    async check() {
      if ((await stale()).length > 0) throw new WatchdogStale('a lane has carried nothing for three periods');
    },
  };
}
