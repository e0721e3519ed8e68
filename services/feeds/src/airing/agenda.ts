import { type Airing, airPlan, dueOnAir, runsOutAt } from '@loa/domain/airing';
import type { Status } from '@loa/domain/bulletin';
import type { IssuedWarning } from '@loa/domain/ports';
import type { Instant } from '@loa/domain/time';
import type { Logger } from '@loa/runtime';
import { LAPSED_HOURS, type Standing } from '../documents/standing.ts';

const HOUR_MS = 3_600_000;
/** How far ahead is looked for the next airing; no rule repeats less often. */
const AHEAD_HOURS = 24;

/** An airing that counts now. */
export interface Due {
  readonly issued: IssuedWarning;
  readonly airing: Airing;
}

/** What counts on the air at one moment. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** No warning up to this number is missing. */
  readonly head: number;
  /** The last airing due of each warning that stands, on each medium. The same array for as long as nothing of it changes. */
  readonly dues: readonly Due[];
}

/** What is due on the air in one status: one look for all who follow it. */
export interface Agenda {
  /** Never older than the call. Rejects as the table does. */
  look(): Promise<Moment>;
  /** Calls `wake` when something may have become due. Returns what ends it. */
  follow(wake: () => void): () => void;
}

export interface AgendaOptions {
  readonly standing: Standing;
  readonly now: () => Date;
  readonly log: Logger;
  readonly pollMs: number;
}

/** The agenda of a status. It polls only while somebody follows. */
export function openAgenda(status: Status, { standing, now, log, pollMs }: AgendaOptions): Agenda {
  let kept: { from: object; moment: Moment; until: number } | null = null;
  let told: readonly Due[] | null = null;
  let timer: NodeJS.Timeout | null = null;
  const followers = new Set<() => void>();

  const look = async (): Promise<Moment> => {
    const from = await standing(status);
    const at = now().getTime();
    if (kept?.from === from && at >= kept.moment.at && at < kept.until) return { ...kept.moment, at };
    const head = from.issued.reduce((most, { warning }) => Math.max(most, warning.number), kept?.moment.head ?? 0);
    const { dues, until } = duesAt(from.issued, at);
    kept = { from, moment: { at, head, dues }, until };
    return kept.moment;
  };
  const poll = async (): Promise<void> => {
    const { dues } = await look();
    if (dues === told) return;
    told = dues;
    for (const wake of followers) wake();
  };
  const turn = (): void => {
    timer = setTimeout(() => {
      poll()
        .catch((err: unknown) => log.warn({ err, status }, 'what is due on air could not be read'))
        .finally(() => (followers.size > 0 ? turn() : (timer = null)));
    }, pollMs);
  };

  return {
    look,
    follow(wake) {
      followers.add(wake);
      if (timer === null) turn();
      return () => void followers.delete(wake);
    },
  };
}

/** Is this still to be said at `now`? That a warning ran out is news for some hours only. */
export const isNews = ({ kind, dueAt }: Airing, now: Instant): boolean =>
  kind !== 'lapsed' || Date.parse(dueAt) > Date.parse(now) - LAPSED_HOURS * HOUR_MS;

/** What counts at `at`, and when that changes by the mere passing of time. */
function duesAt(all: readonly IssuedWarning[], at: number): { dues: Due[]; until: number } {
  const now = new Date(at).toISOString();
  const changes: number[] = [];
  const dues = all.flatMap((issued) => {
    const plan = airPlan(issued, now, { hours: AHEAD_HOURS });
    const mine = dueOnAir(plan, now).filter((one) => isNews(one, now));
    const next = plan.airings.find((one) => one.dueAt > now)?.dueAt ?? null;
    const lapse = mine.find((one) => one.kind === 'lapsed');
    changes.push(
      Date.parse(runsOutAt(issued.warning)),
      ...(next === null ? [] : [Date.parse(next)]),
      ...(lapse === undefined ? [] : [Date.parse(lapse.dueAt) + LAPSED_HOURS * HOUR_MS]),
    );
    return mine.map((airing) => ({ issued, airing }));
  });
  const until = changes.reduce((first, time) => (time > at && time < first ? time : first), at + AHEAD_HOURS * HOUR_MS);
  return { dues, until };
}
