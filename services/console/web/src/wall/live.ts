import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { createStore } from '../shell/store.ts';

const text = z.string();
const maybe = z.string().nullable();

const lane = z.object({
  ...{ channel: text, lane: text, backlog: z.number(), ratePerS: z.number() },
  ...{ oldestAgeS: z.number().nullable(), emptyInS: z.number().nullable() },
});
const pause = z.object({ id: z.number(), channel: text, lane: maybe, reason: text, pausedBy: text, pausedAt: text, until: text });
const provider = z.object({
  ...{ channel: text, provider: text, place: z.number(), state: z.enum(['well', 'returning', 'open']) },
  ...{ cause: maybe, reason: maybe, perSecond: z.number().nullable(), workers: z.number() },
});
const order = z.object({
  ...{ id: z.number(), channel: text, provider: text, kind: z.enum(['avoid', 'slow']), perSecond: z.number().nullable() },
  ...{ reason: text, by: text, at: text, until: text },
});
const body = z.object({
  ...{ warning: text, body: text, name: text, need: z.number(), finishedAt: text, handedOverAt: maybe },
  ...{ colour: z.enum(['green', 'amber', 'red']), redAtS: z.number() },
});
const progress = z.object({
  ...{ channel: text, total: z.number(), waiting: z.number(), accepted: z.number() },
  ...{ delivered: z.number(), failed: z.number(), stopped: z.number() },
});
const warning = z.object({
  ...{ id: text, status: z.enum(['Actual', 'Exercise']), number: z.number(), action: text, seriesId: text, eventId: text },
  event: z.object({ vi: text, en: text.optional() }).nullable(),
  hazardName: z.object({ vi: text, en: text }),
  ...{ hazard: text, issuer: text, issuerName: maybe, level: z.literal([1, 2, 3, 4, 5]).nullable(), units: z.number() },
  ...{
    sentBy: maybe,
    beganAt: text,
    issuedAt: text,
    onset: text,
    expiresAt: text,
    recalledAt: maybe,
    recalledBy: maybe,
    recallReason: maybe,
  },
  channels: z.array(progress),
  provinces: z.array(z.tuple([text, z.number(), z.number(), z.number()])),
});
const heldOne = z.object({ warning: text, since: text, sentBy: maybe, calls: z.number() });
const PARTS = {
  held: z.array(heldOne),
  lanes: z.array(lane),
  pauses: z.array(pause),
  providers: z.object({ providers: z.array(provider), orders: z.array(order) }),
  supply: z.object({ bodies: z.array(body), isWhole: z.boolean() }),
  /** Names of provinces by their codes, and of sea areas by their ids. */
  provinces: z.record(text, z.object({ vi: text, en: text })),
  gauges: z.object({
    deadLetters: z.number(),
    retries: z.object({ due: z.number(), unknown: z.number(), nextAt: maybe }),
    outlets: z.object({ count: z.number(), failing: z.number(), mostItems: z.number(), mostSeconds: z.number() }),
    notTakenOver: z.number(),
  }),
};
const event = z.object({
  ...{ at: text, all: z.boolean(), gone: z.array(text) },
  set: z.looseObject({
    held: PARTS.held.optional(),
    lanes: PARTS.lanes.optional(),
    pauses: PARTS.pauses.optional(),
    providers: PARTS.providers.optional(),
    supply: PARTS.supply.optional(),
    provinces: PARTS.provinces.optional(),
    gauges: PARTS.gauges.optional(),
  }),
});

export type LiveLane = z.output<typeof lane>;
export type LivePause = z.output<typeof pause>;
export type LiveProvider = z.output<typeof provider>;
export type LiveOrder = z.output<typeof order>;
export type LiveBody = z.output<typeof body>;
export type LiveProgress = z.output<typeof progress>;
export type LiveWarning = z.output<typeof warning>;

/** The house as the server saw it last. */
export interface LiveState {
  /** When that was; null: nothing has come yet. */
  readonly at: string | null;
  /** Warnings for which citizens wait for a second person. */
  readonly held: readonly z.output<typeof heldOne>[];
  readonly lanes: readonly LiveLane[];
  readonly pauses: readonly LivePause[];
  readonly providers: z.output<typeof PARTS.providers>;
  readonly supply: z.output<typeof PARTS.supply>;
  readonly provinces: z.output<typeof PARTS.provinces>;
  readonly gauges: z.output<typeof PARTS.gauges> | null;
  /** In force, or recalled and open; those that are not touched are the same objects as before. */
  readonly warnings: ReadonlyMap<string, LiveWarning>;
}

const EMPTY: LiveState = {
  ...{ at: null, held: [], lanes: [], pauses: [], providers: { providers: [], orders: [] }, supply: { bodies: [], isWhole: true } },
  ...{ provinces: {}, gauges: null },
  warnings: new Map(),
};
const PREFIX = 'warning:';

/** The state after an event. Pure. */
function after(before: LiveState, data: string): LiveState {
  const { at, all, set, gone } = event.parse(JSON.parse(data));
  const base = all ? EMPTY : before;
  const { held, lanes, pauses, providers, supply, provinces, gauges } = set;
  const names = Object.keys(set).filter((name) => name.startsWith(PREFIX));
  const lost = gone.filter((name) => name.startsWith(PREFIX));
  let { warnings } = base;
  if (names.length > 0 || lost.length > 0) {
    const next = new Map(warnings);
    for (const name of lost) next.delete(name.slice(PREFIX.length));
    for (const name of names) next.set(name.slice(PREFIX.length), warning.parse(set[name]));
    warnings = next;
  }
  return {
    ...{ at, warnings },
    held: held ?? base.held,
    lanes: lanes ?? base.lanes,
    pauses: pauses ?? base.pauses,
    providers: providers ?? base.providers,
    supply: supply ?? base.supply,
    provinces: provinces ?? base.provinces,
    gauges: gauges ?? base.gauges,
  };
}

let heard = { at: Date.now(), on: performance.now() };

/** The server's clock, which pauses and orders end by: this computer's may be wrong. Milliseconds of the epoch. */
export const serverNow = (): number => heard.at + performance.now() - heard.on;

/** The house as it is known here; the frame keeps it up to date (`LiveStream`). */
export const live = createStore<LiveState>(EMPTY);

export const useLive = (): LiveState => useSyncExternalStore(live.subscribe, live.get);

/** Takes an event of `/api/live` in. Throws where it cannot be read. */
export function hear(data: string): void {
  const next = after(live.get(), data);
  if (next.at !== null) heard = { at: Date.parse(next.at), on: performance.now() };
  live.set(next);
}
