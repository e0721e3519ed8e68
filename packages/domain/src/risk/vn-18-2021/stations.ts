import { z } from 'zod';
import type { Unit } from '../../place/place-ref.ts';
import { foldName } from '../../place/folding.ts';
import { formerOf } from './regions.ts';
import rows from './stations.json' with { type: 'json' };

const station = z.strictObject({
  /** Station area (khu vực) 1-4. */
  area: z.int().min(1).max(4),
  region: z.string(),
  formerProvince: z.string(),
  river: z.string(),
  station: z.string().nullable(),
  /** The row looks misread: it gives no station area. */
  doubtful: z.literal(true).optional(),
});
/** A flood station of Appendix XII. */
export type Station = z.output<typeof station>;

const data = z.strictObject({ source: z.string(), stations: z.array(station) }).parse(rows);

/** All 245 rows of the list as transcribed, 3 of them doubtful. */
export const STATIONS: readonly Station[] = data.stations;

/** Names by which a station is known: `Hà Nội (Long Biên)` is also `Hà Nội` and `Long Biên`. */
const namesOf = (name: string): string[] => {
  const inner = /^(.*?)\s*\((.*)\)$/.exec(name);
  return [name, ...(inner === null ? [] : [inner[1] ?? '', inner[2] ?? ''])].map(foldName).filter(Boolean);
};
const BY_NAME = Map.groupBy(
  STATIONS.filter((one) => one.doubtful !== true).flatMap((one) => namesOf(one.station ?? '').map((name) => ({ name, one }))),
  ({ name }) => name,
);

/**
 * Area of a station by its name, with its river where several have it, and the former province of the unit where the river
 * is not given. Undefined where no station, or stations of several areas, answer to the name: it is never guessed.
 */
export function stationArea(name: string, river: string | undefined, unit: Unit): number | undefined {
  const named = (BY_NAME.get(foldName(name)) ?? []).map(({ one }) => one);
  const wanted = river === undefined ? undefined : foldRiver(river);
  const onRiver = wanted === undefined ? named : named.filter((one) => namesOf(one.river).includes(wanted));
  const only = areaOfAll(onRiver);
  if (only !== undefined || river !== undefined) return only;
  const former = formerOf(unit)?.name;
  return areaOfAll(named.filter((one) => one.formerProvince === former));
}

/** Area of all the stations of a river, where it is one; undefined for a river whose stations differ, or that has none in the list. */
export function stationAreaOfRiver(river: string): number | undefined {
  const wanted = foldRiver(river);
  return areaOfAll(STATIONS.filter((one) => one.doubtful !== true && namesOf(one.river).includes(wanted)));
}

/** Former provinces that the stations of a name lie in, on its river where that is given. */
export function provincesOfStation(name: string, river?: string): string[] {
  const named = (BY_NAME.get(foldName(name)) ?? []).map(({ one }) => one);
  const wanted = river === undefined ? undefined : foldRiver(river);
  return [...new Set(named.filter((one) => wanted === undefined || namesOf(one.river).includes(wanted)).map((one) => one.formerProvince))];
}

function areaOfAll(stations: readonly Station[]): number | undefined {
  const areas = new Set(stations.map((one) => one.area));
  return areas.size === 1 ? [...areas][0] : undefined;
}

const foldRiver = (river: string): string => foldName(river.replace(/^\s*(sông|song)\s+/i, ''));
