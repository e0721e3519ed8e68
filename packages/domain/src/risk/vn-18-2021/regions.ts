import { communeOf, type FormerProvince, formerProvinceByName } from '../../place/gazetteer.ts';
import type { Unit } from '../../place/place-ref.ts';
import type { Fact } from '../decision-table.ts';
import { word } from '../words.ts';

/** Region printed beside a former province's flood stations: the province lists of the broad regions were not found. */
type Region = FormerProvince['forecastRegion'];

/** The former province of a commune: what the tables of the decision are keyed to. Undefined for sea areas. */
export function formerOf(unit: Unit): FormerProvince | undefined {
  return formerProvinceByName(communeOf(unit)?.formerProvince ?? '');
}

/** The fact of a commune's region; undefined for sea areas and for regions that the table does not name. */
export function factOfRegion(facts: Readonly<Partial<Record<Region, Fact>>>): (unit: Unit) => Fact | undefined {
  return (unit) => {
    const former = formerOf(unit);
    return former === undefined ? undefined : facts[former.forecastRegion];
  };
}

/** The same fact for several regions. */
export function regions<R extends Region>(names: readonly R[], fact: Fact): Record<R, Fact> {
  return Object.fromEntries(names.map((name) => [name, fact])) as Record<R, Fact>;
}

export const NORTH = ['Tây Bắc', 'Việt Bắc', 'Đông Bắc', 'Đồng bằng Bắc Bộ'] as const;
const CENTRE = ['Bắc Trung Bộ', 'Trung Trung Bộ', 'Nam Trung Bộ'] as const;
const SOUTH = ['Tây Nguyên', 'Nam Bộ'] as const;

/** Regions of heat and drought (Articles 47, 48). */
export const BROAD = {
  north: word('north', 'Bắc Bộ', 'Bac Bo'),
  centre: word('centre', 'Trung Bộ', 'Trung Bo'),
  south: word('south', 'Tây Nguyên, Nam Bộ', 'Tay Nguyen, Nam Bo'),
} as const;

export const broadRegion = factOfRegion({
  ...regions(NORTH, BROAD.north),
  ...regions(CENTRE, BROAD.centre),
  ...regions(SOUTH, BROAD.south),
});
