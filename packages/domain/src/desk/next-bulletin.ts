import { type Bulletin, bulletinType, bulletinTypes, type Storm } from '../bulletin/index.ts';
import type { Instant } from '../time.ts';
import { changedPaths } from './changed-paths.ts';
import { hoursOn } from './rhythm.ts';
import { alongTrack } from './track.ts';

const HOUR_MS = 3_600_000;

/** What a form opens with to continue a series, and where it differs from the bulletin before. */
export interface NextBulletin {
  readonly bulletin: Bulletin;
  /** Dotted paths that were moved on or taken away, to be marked. */
  readonly moved: readonly string[];
}

/**
 * The bulletin after the last of `history`, newest first, as a proposal: number and time of issue moved on, windows and steps of the track by
 * the series' rhythm ({@link hoursOn}), the centre by the whole hours that have passed, and both along the track that was forecast. Judgements and words of the moment are asked for anew: the
 * announced levels, the text and the official document are left out.
 */
export function nextBulletinOf(history: readonly [Bulletin, ...Bulletin[]], now: Instant): NextBulletin {
  const [last] = history;
  const hours = hoursOn(last, now);
  const kept = without(last, 'text', 'document', 'replayOf', 'givenBy');
  const areas = kept.areas.map((area) => {
    const { onset, window } = area;
    const shifted = later(window.from, hours);
    // When the hazard reaches a place does not move with the time of issue, and the warning there begins no later; what has begun needs no onset.
    const isAhead = onset !== undefined && onset > now;
    const from = isAhead && onset < shifted ? onset : shifted;
    return {
      ...without(area, 'announcedLevel', 'levelReason', 'reconstructed', 'onset'),
      window: { from, to: later(window.to, hours) },
      ...(isAhead && { onset }),
    };
  });
  const bulletin = {
    ...kept,
    type: issuingType(history),
    sequence: last.sequence + 1,
    finishedAt: minute(now),
    areas,
    ...('storm' in last && last.storm !== undefined && { storm: movedOn(last.storm, last.finishedAt, { hours, now }) }),
  } as Bulletin;
  return { bulletin, moved: changedPaths(last, bulletin) };
}

/**
 * The type that goes on with a series: that of its last bulletin that issued, of `history`, newest first; or the hazard's first where all
 * that is known corrected, ended or cancelled.
 */
export function issuingType(history: readonly [Bulletin, ...Bulletin[]]): string {
  const issues = ({ hazard, type }: Bulletin): boolean => bulletinType(hazard, type)?.action === 'issue';
  const [{ hazard, type }] = history;
  return (
    history.find((one) => one.hazard === hazard && issues(one))?.type ??
    bulletinTypes(hazard).find(({ action }) => action === 'issue')?.id ??
    type
  );
}

function movedOn(storm: Storm, finishedAt: Instant, { hours, now }: { hours: number; now: Instant }): Storm {
  const began = storm.centre.at ?? finishedAt;
  const passed = Math.max(0, Math.round((Date.parse(now) - Date.parse(finishedAt)) / HOUR_MS));
  const track = [{ ...storm.centre, at: began }, ...storm.steps];
  const along = (position: Position, at: Instant): Position => {
    const found = alongTrack(track, at);
    return found.at === at ? found : { ...without(position, 'place'), ...found, at };
  };
  return {
    ...storm,
    centre: passed === 0 ? storm.centre : along(storm.centre, later(began, passed)),
    steps: hours === 0 ? storm.steps : storm.steps.map((step) => (step.at === undefined ? step : along(step, later(step.at, hours)))),
  };
}

/** The value without some of its fields. */
export function without<T extends object, K extends string>(value: T, ...names: readonly K[]): Omit<T, K> {
  const held: readonly string[] = names;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !held.includes(name))) as Omit<T, K>;
}

type Position = Storm['centre'];

/** An instant so many hours later. */
export const later = (at: Instant, hours: number): Instant => new Date(Date.parse(at) + hours * HOUR_MS).toISOString();
/** Without seconds. */
export const minute = (at: Instant): Instant => new Date(Math.floor(Date.parse(at) / 60_000) * 60_000).toISOString();
