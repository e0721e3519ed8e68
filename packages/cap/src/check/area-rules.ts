import type { Area, Circle, Point } from '../alert.ts';
import { emptyCodes, emptyOnes } from './alert-rules.ts';
import { crossingEdges, isClosed, isFlat, MOST_POINTS_TESTED } from './ring.ts';
import { type Broken, each, type Rule } from './rule.ts';

const inRange = ({ lat, lon }: Point): boolean => Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
const shown = ({ lat, lon }: Point): string => `${lat},${lon}`;

/** A rule about each ring of an area. */
function ring(rule: string, breaks: (ring: readonly Point[]) => string | null, of: Rule<Area>['of'] = 'every message'): Rule<Area> {
  return {
    rule,
    source: 'CAP 3.2.4',
    of,
    breaks: ({ polygon }) =>
      each('polygon', polygon).flatMap(([at, one]) => {
        const says = breaks(one);
        return says === null ? [] : [{ at, says }];
      }),
  };
}

/** Rules about `area` (CAP 1.2, section 3.2.4). */
export const AREA_RULES: readonly Rule<Area>[] = [
  {
    rule: 'required',
    source: 'CAP 3.2.4',
    of: 'every message',
    breaks: ({ areaDesc, geocode }) => [...emptyOnes({ areaDesc }), ...emptyCodes('geocode', geocode)],
  },
  ring('polygon-too-short', (one) =>
    one.length < 4 ? `expected at least 4 pairs, the first again as the last; there are ${one.length}` : null,
  ),
  ring('polygon-not-closed', (one) =>
    one.length > 0 && !isClosed(one) ? 'expected the last pair to repeat the first; it is another' : null,
  ),
  ring('lat-lon-swapped', (one) =>
    looksSwapped(one) ? `expected latitude before longitude; ${shown(one[0] ?? { lat: 0, lon: 0 })} fits the other way round` : null,
  ),
  ring('out-of-range', (one) => {
    const bad = looksSwapped(one) ? undefined : one.find((point) => !inRange(point));
    return bad === undefined ? null : `expected latitudes to 90 and longitudes to 180 degrees; one pair is ${shown(bad)}`;
  }),
  ring('polygon-flat', (one) => (one.length >= 4 && isFlat(one) ? 'expected a shape with an inside; all points lie on one line' : null)),
  ring('polygon-crosses', (one) => {
    if (one.length < 4 || one.length > MOST_POINTS_TESTED || isFlat(one)) return null;
    const crossing = crossingEdges(one);
    return crossing === null ? null : `expected edges that do not cross; those after pairs ${crossing[0] + 1} and ${crossing[1] + 1} do`;
  }),
  ring('polygon-untested', (one) =>
    one.length > MOST_POINTS_TESTED ? `crossing edges are looked for up to ${MOST_POINTS_TESTED} pairs; there are ${one.length}` : null,
  ),
  {
    rule: 'circle-form',
    source: 'CAP 3.2.4',
    of: 'every message',
    breaks: ({ circle }) => each('circle', circle).flatMap(([at, one]) => badCircle(at, one)),
  },
  {
    rule: 'ceiling-without-altitude',
    source: 'CAP 3.2.4',
    of: 'every message',
    breaks: ({ altitude, ceiling }) =>
      ceiling !== null && altitude === null ? [{ at: 'ceiling', says: 'expected with altitude only' }] : [],
  },
  {
    rule: 'ceiling-below-altitude',
    source: 'CAP 3.2.4',
    of: 'every message',
    breaks: ({ altitude, ceiling }) =>
      ceiling !== null && altitude !== null && ceiling < altitude
        ? [{ at: 'ceiling', says: `expected at least the altitude, ${altitude} feet; it is ${ceiling}` }]
        : [],
  },
];

/** No latitude where it should be, and a good pair the other way round, for every point that tells. */
function looksSwapped(ring: readonly Point[]): boolean {
  return ring.length > 0 && ring.every(({ lat, lon }) => inRange({ lat: lon, lon: lat })) && ring.some((point) => !inRange(point));
}

function badCircle(at: string, { centre, radiusKm }: Circle): Broken[] {
  if (looksSwapped([centre]))
    return [{ at, rule: 'lat-lon-swapped', says: `expected latitude before longitude; ${shown(centre)} fits the other way round` }];
  if (!inRange(centre))
    return [{ at, rule: 'out-of-range', says: `expected latitudes to 90 and longitudes to 180 degrees; it is ${shown(centre)}` }];
  return radiusKm >= 0 ? [] : [{ at, rule: 'circle-radius', says: `expected a radius in km, 0 or more; it is ${radiusKm}` }];
}
