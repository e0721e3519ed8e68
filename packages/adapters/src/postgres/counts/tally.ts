import type { PlaceCount } from '@loa/domain/ports';
import { provinceOf } from '@loa/domain/place';

/** What a reader of places needs of a line of `ledger_changes`. */
export interface Line extends Pick<PlaceCount, 'channel' | 'state' | 'stateReason' | 'rows'> {
  readonly warningId: string;
  /** The rows were queued before. */
  readonly leftQueued: boolean;
  /** A line for each row: its units, and after a comma its operator. */
  readonly places: string;
}

/** A count of one warning. */
export type CountOfWarning = PlaceCount & { readonly warningId: string };

/**
 * Adds up lines by place. Here and not in SQL, since a map does it at a tenth of the cost. What comes to nothing is left out. `known`: counts
 * that the lines come on top of.
 */
export function tally(lines: readonly Line[], known: readonly CountOfWarning[] = []): CountOfWarning[] {
  const sums = new Map<string, { -readonly [K in keyof CountOfWarning]: CountOfWarning[K] }>();
  const add = (one: CountOfWarning): void => {
    const key = [one.warningId, one.grain, one.place, one.channel, one.operator ?? '', one.state, one.stateReason ?? ''].join('|');
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { ...one });
    else sum.rows += one.rows;
  };
  for (const one of known) add(one);
  for (const { like, leftQueued, places } of byKind(lines))
    for (const one of atPlaces(places)) {
      add({ ...like, ...one });
      if (leftQueued) add({ ...like, ...one, state: 'queued', stateReason: null, rows: -one.rows });
    }
  return [...sums.values()].filter(({ rows }) => rows !== 0);
}

type Kind = Pick<CountOfWarning, 'warningId' | 'channel' | 'state' | 'stateReason'>;

interface LinesOfKind extends Pick<Line, 'leftQueued'> {
  readonly like: Kind;
  /** How many rows are at each place. */
  readonly places: Map<string, number>;
}

function byKind(lines: readonly Line[]): Iterable<LinesOfKind> {
  const kinds = new Map<string, LinesOfKind>();
  for (const { warningId, channel, state, stateReason, leftQueued, rows, places } of lines) {
    const key = [warningId, channel, state, stateReason ?? '', leftQueued].join('|');
    const kind = kinds.get(key) ?? { like: { warningId, channel, state, stateReason }, leftQueued, places: new Map<string, number>() };
    kinds.set(key, kind);
    const sign = Math.sign(rows);
    for (const place of places.split('\n')) kind.places.set(place, (kind.places.get(place) ?? 0) + sign);
  }
  return kinds.values();
}

/** Rows of one kind at each unit, and in each province by operator. Short keys: there are nearly as many places as people, and 3,321 communes. */
function* atPlaces(places: ReadonlyMap<string, number>): Iterable<Pick<CountOfWarning, 'grain' | 'place' | 'operator' | 'rows'>> {
  const [units, provinces] = [new Map<string, number>(), new Map<string | null, Map<string, number>>()];
  for (const [place, rows] of places) {
    const [at = '', operator = null] = place.split(',');
    const named = at.split(' ');
    const of = provinces.get(operator) ?? new Map<string, number>();
    provinces.set(operator, of);
    for (const unit of named) units.set(unit, (units.get(unit) ?? 0) + rows);
    for (const province of new Set(named.map((unit) => provinceOf(unit) ?? unit))) of.set(province, (of.get(province) ?? 0) + rows);
  }
  for (const [place, rows] of units) yield { grain: 'unit', place, operator: null, rows };
  for (const [operator, of] of provinces) for (const [place, rows] of of) yield { grain: 'province', place, operator, rows };
}
