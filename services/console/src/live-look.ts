import { HAZARDS } from '@loa/domain/bulletin';
import { provinces as allProvinces, seaAreas } from '@loa/domain/place';
import type { Approvals, Live, LiveHead, LiveMark, Progress, ProvinceProgress, Queue, Steering, SupplyRecords } from '@loa/domain/ports';
import { type Clock, type Logger } from '@loa/runtime';
import { placeName } from './place-name.ts';
import { providersNow } from './routes/steering.ts';
import { clockRow } from './supply-clock.ts';

export interface LiveSources {
  readonly queue: Pick<Queue, 'lanes' | 'pauses'>;
  readonly approvals: Pick<Approvals, 'open'>;
  readonly steering: Steering;
  readonly live: Live;
  readonly supplyRecords: Pick<SupplyRecords, 'open'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A warning on the wall. Provinces as `[code, total, waiting, accepted]`, since there are many. */
export interface LiveWarning extends Omit<LiveHead, 'hazardName'>, LiveMark {
  readonly hazardName: { readonly vi: string; readonly en: string };
  readonly channels: readonly Progress[];
  readonly provinces: readonly (readonly [string, number, number, number])[];
}

/** What the wall shows, by part, each as JSON: `lanes`, `pauses`, `held`, `providers`, `provinces` (names of provinces and sea areas), `supply`, `gauges`, and `warning:<id>` for each. */
export type LiveParts = ReadonlyMap<string, string>;

/** Names of provinces by their codes, and of sea areas by their ids, in both languages. */
const NAMES = JSON.stringify(
  Object.fromEntries(
    [...allProvinces().map(({ code }) => code), ...seaAreas().map(({ id }) => id)].map((place) => [
      place,
      { vi: placeName(place), en: placeName(place, 'en') },
    ]),
  ),
);
/** Longest supply list of the wall, which says that there may be others. */
const MOST_BODIES = 300;
/** What changes slowly is read in every so manieth look. */
const SLOW_EVERY = 5;
/** A warning's provinces follow its sums by the folding of counts: so many looks after the last change they are read again. */
const SETTLED_AFTER = 10;
/** Warnings whose provinces are read in one look: of those that move, and of the others, since nobody says how late the folding is. */
const PROVINCES_AT_ONCE = 20;
const SETTLED_AT_ONCE = 2;

/**
 * Looks at the house: what changed is read, and what is known to be as it was is not. Returns what looks; one look at a time.
 */
export function liveLook(sources: LiveSources): () => Promise<LiveParts> {
  const { queue, approvals, steering, live, supplyRecords, clock } = sources;
  const heads = new Map<string, LiveHead>();
  const sums = new Map<string, { readonly text: string; readonly channels: readonly Progress[]; looks: number }>();
  const provinces = new Map<string, LiveWarning['provinces']>();
  let slow: readonly (readonly [string, string])[] = [];
  let looks = 0;

  const slowParts = async (now: string): Promise<typeof slow> => {
    const open = (await supplyRecords.open(MOST_BODIES)).map((record) => clockRow(record, now));
    const bodies = open.map(({ warningId, bodyId, name, need, finishedAt, handedOverAt, clock: at }) => ({
      ...{ warning: warningId, body: bodyId, name, need, finishedAt, handedOverAt, colour: at.colour, redAtS: at.limit.redS },
    }));
    return [
      ['supply', JSON.stringify({ bodies, isWhole: open.length < MOST_BODIES })],
      ['gauges', JSON.stringify(await live.gauges(now))],
    ];
  };

  const warningParts = async (now: string): Promise<[string, string][]> => {
    const marks = await live.marks(now);
    const ids = marks.map((one) => one.id);
    const isThere = new Set(ids);
    for (const known of [heads, sums, provinces]) for (const id of known.keys()) if (!isThere.has(id)) known.delete(id);
    const unknown = ids.filter((id) => !heads.has(id));
    if (unknown.length > 0) for (const head of await live.heads(unknown)) heads.set(head.id, head);
    const channels = Map.groupBy(await live.progress(ids), (one) => one.warning);
    for (const id of ids) {
      const mine = (channels.get(id) ?? []).map(progressOf);
      const text = JSON.stringify(mine);
      const known = sums.get(id);
      if (known?.text === text) known.looks += 1;
      else sums.set(id, { text, channels: mine, looks: 0 });
    }
    const isMoving = (id: string): boolean => !provinces.has(id) || (sums.get(id)?.looks ?? 0) <= SETTLED_AFTER;
    const [moving, settled] = [ids.filter(isMoving), ids.filter((id) => !isMoving(id))];
    await readProvinces([...turnOf(moving, looks, PROVINCES_AT_ONCE), ...turnOf(settled, looks, SETTLED_AT_ONCE)]);
    return marks.flatMap((mark) => {
      const head = heads.get(mark.id);
      const part = {
        ...head,
        ...mark,
        hazardName: hazardName(head),
        channels: sums.get(mark.id)?.channels ?? [],
        provinces: provinces.get(mark.id) ?? [],
      };
      return head === undefined ? [] : [[`warning:${mark.id}`, JSON.stringify(part)] as [string, string]];
    });
  };

  const readProvinces = async (ids: readonly string[]): Promise<void> => {
    if (ids.length === 0) return;
    const rows: Map<string, ProvinceProgress[]> = Map.groupBy(await live.provinces(ids), (one) => one.warning);
    for (const id of ids)
      provinces.set(
        id,
        (rows.get(id) ?? []).map(({ province, total, waiting, accepted }) => [province, total, waiting, accepted] as const),
      );
  };

  return async () => {
    const now = clock.now().toISOString();
    if (looks % SLOW_EVERY === 0) slow = await slowParts(now);
    const lanes = (await queue.lanes(now)).map(({ channel, lane, backlog, oldestAgeS, ratePerS }) => ({
      ...{ channel, lane, backlog, oldestAgeS, ratePerS },
      emptyInS: backlog === 0 ? 0 : ratePerS > 0 ? Math.ceil(backlog / ratePerS) : null,
    }));
    const parts = new Map<string, string>([
      ['lanes', JSON.stringify(lanes)],
      ['provinces', NAMES],
      ['pauses', JSON.stringify(await queue.pauses(now))],
      ['held', JSON.stringify(await heldNow(approvals, now))],
      ['providers', JSON.stringify(await shownProviders(steering, now))],
      ...slow,
      ...(await warningParts(now)),
    ]);
    looks += 1;
    return parts;
  };
}

const hazardName = (head: LiveHead | undefined): { vi: string; en: string } | undefined => {
  if (head === undefined) return undefined;
  const { vi, en } = HAZARDS[head.hazard];
  return { vi: head.hazardName?.vi ?? vi, en: head.hazardName?.en ?? en };
};

const progressOf = ({ channel, total, waiting, accepted, delivered, failed, stopped }: Progress): Progress => ({
  ...{ channel, total, waiting, accepted, delivered, failed, stopped },
});

/** Warnings for which citizens wait for a second person: the human clock. */
async function heldNow(approvals: Pick<Approvals, 'open'>, now: string) {
  return (await approvals.open(now)).map(({ warning, sentBy, calls }) => ({ warning: warning.id, since: warning.issuedAt, sentBy, calls }));
}

/** Without the time of the last report, which changes each second and says nothing. */
async function shownProviders(steering: Steering, now: string) {
  const { providers, orders } = await providersNow(steering, now);
  return { providers: providers.map((one) => ({ ...one, seenAt: undefined })), orders };
}

/** At most so many of them, other ones each time. */
function turnOf(ids: readonly string[], turn: number, most: number): readonly string[] {
  if (ids.length <= most) return ids;
  const from = (turn * most) % ids.length;
  return [...ids, ...ids].slice(from, from + most);
}
