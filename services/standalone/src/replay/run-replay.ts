import type { Bulletins, BulletinWay, ReplayLedger } from '@loa/domain/ports';
import { bulletinId } from '@loa/domain/bulletin';
import { type ReplayBulletin, shifted } from './shift.ts';

export interface ReplayPorts {
  /** Publishes through intake; resolves with the bulletin's id, rejects with intake's answer. */
  readonly publish: (bulletin: ReplayBulletin) => Promise<string>;
  readonly bulletins: Pick<Bulletins, 'get'>;
  readonly progress: ReplayLedger;
  /** Channels whose provider reports delivery. */
  readonly reporting: readonly string[];
  readonly now: () => Date;
  readonly onStep: (step: 'published' | 'decided' | 'fanned-out' | 'settled', id: string) => void;
}

export interface Replayed {
  readonly original: ReplayBulletin;
  /** As published. */
  readonly bulletin: ReplayBulletin;
  readonly id: string;
  readonly publishedAt: Date;
  readonly way: BulletinWay | null;
  /** Everything of it was final when the replay went on. */
  readonly settled: boolean;
}

const POLL_MS = 500;
/** A bulletin whose deliveries are not final by then is reported as unsettled, and the replay goes on. */
const LONGEST_MS = 120_000;

/** Publishes bulletins: events side by side, each event's bulletins one after another, or by the real gaps divided by `speed`. */
export async function runReplay(
  bulletins: readonly ReplayBulletin[],
  run: string,
  speed: number | null,
  ports: ReplayPorts,
): Promise<Replayed[]> {
  const events = Map.groupBy(bulletins, (one) => one.event.id);
  const startedAt = Date.now();
  const first = Math.min(...bulletins.map((one) => Date.parse(one.finishedAt)));
  const lines = [...events.values()].map(async (line) => {
    const done: Replayed[] = [];
    for (const original of line.toSorted((a, b) => a.finishedAt.localeCompare(b.finishedAt))) {
      if (speed !== null) await sleep(startedAt + (Date.parse(original.finishedAt) - first) / speed - Date.now());
      done.push(await one(original, run, ports));
    }
    return done;
  });
  const all = (await Promise.all(lines)).flat();
  return all.toSorted((a, b) => Date.parse(a.original.finishedAt) - Date.parse(b.original.finishedAt));
}

async function one(original: ReplayBulletin, run: string, ports: ReplayPorts): Promise<Replayed> {
  const publishedAt = ports.now();
  const bulletin = shifted(original, publishedAt, run);
  const id = bulletinId(bulletin);
  await ports.publish(bulletin);
  ports.onStep('published', id);
  const end = Date.now() + LONGEST_MS;
  let way = await ports.bulletins.get(id);
  while (way?.decidedAt == null && Date.now() < end) {
    await sleep(POLL_MS);
    way = await ports.bulletins.get(id);
  }
  ports.onStep('decided', id);
  const settled = way?.warning == null ? way?.decidedAt != null : await settledBy(way.warning.id, id, end, ports);
  ports.onStep('settled', id);
  return { original, bulletin, id, publishedAt, way: await ports.bulletins.get(id), settled };
}

async function settledBy(warningId: string, id: string, end: number, { progress, reporting, onStep }: ReplayPorts): Promise<boolean> {
  let fannedOut = false;
  while (Date.now() < end) {
    const state = await progress.of(warningId, reporting);
    if (state.jobsDone && !fannedOut) {
      fannedOut = true;
      onStep('fanned-out', id);
    }
    if (state.jobsDone && state.open === 0) return true;
    await sleep(POLL_MS);
  }
  return false;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
