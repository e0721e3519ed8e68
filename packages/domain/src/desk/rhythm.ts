import type { Bulletin } from '../bulletin/index.ts';
import type { Instant } from '../time.ts';

const HOUR_MS = 3_600_000;
const DAY = { everyMs: 24 * HOUR_MS, fromMs: -7 * HOUR_MS };
const SYNOPTIC = { everyMs: 3 * HOUR_MS, fromMs: 0 };

type Grid = typeof DAY;

/**
 * By how many hours the windows and forecast steps of a series move on from its last bulletin to one issued at `now`. They stand where
 * its issuer put them: on whole days of Viet Nam (heat, cold, salt), on the three-hourly hours of analysis (storms: 01, 04, 07 …), or
 * anywhere, and then move by the whole hours that have passed.
 */
export function hoursOn(last: Bulletin, now: Instant): number {
  const [before, after] = [Date.parse(last.finishedAt), Date.parse(now)];
  if (after <= before) return 0;
  const grid = gridOf(last);
  if (grid === null) return Math.round((after - before) / HOUR_MS);
  return (onGrid(after, grid) - onGrid(before, grid)) / HOUR_MS;
}

function gridOf(last: Bulletin): Grid | null {
  const storm = 'storm' in last ? last.storm : undefined;
  const times = [...last.areas.flatMap(({ window }) => [window.from, window.to]), ...(storm?.steps ?? []).flatMap(({ at }) => at ?? [])];
  const isOn = (grid: Grid): boolean => times.length > 0 && times.every((at) => onGrid(Date.parse(at), grid) === Date.parse(at));
  if (isOn(DAY)) return DAY;
  return isTropicalCyclone(last) && isOn(SYNOPTIC) ? SYNOPTIC : null;
}

const isTropicalCyclone = ({ hazard }: Bulletin): boolean => hazard === 'storm' || hazard === 'tropical-depression';

const onGrid = (ms: number, { everyMs, fromMs }: Grid): number => Math.floor((ms - fromMs) / everyMs) * everyMs + fromMs;
