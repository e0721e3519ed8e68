import { communeOf, communes, isSeaArea, nameOfPlaces, provinceOf, type Unit } from '@loa/domain/place';
import type { Area, Circle, Named } from '../alert.ts';
import { landCircles, landOutlines, type Outline, seaOutlines } from './outlines.ts';

/** The warned places of one province, or one sea area. */
export interface Place {
  readonly units: readonly Unit[];
  readonly geocode: readonly Named[];
  readonly outlines: readonly Outline[];
  readonly circles: readonly Circle[];
}

/** Longest description of an area that hubs show whole, characters. */
const AREA_LENGTH = 50;
const MOST_NAMES = 3;

const sizeOfProvince = sizes((one) => one.province);
const sizeOfFormer = sizes((one) => one.formerProvince);

/** Places of the units, province by province. */
export function placesOf(units: readonly Unit[]): Place[] {
  const byProvince = Map.groupBy(units, (unit) => provinceOf(unit) ?? unit);
  return [...byProvince].map(([key, here]) => {
    const warned = new Set(here);
    if (isSeaArea(key)) return { units: here, geocode: [named('VN-SEA-AREA', key)], outlines: seaOutlines(key), circles: [] };
    const formers = Map.groupBy(warned, (unit) => communeOf(unit)?.formerProvince ?? '');
    return {
      units: here,
      geocode: warned.size === sizeOfProvince.get(key) ? [named('VN-PROVINCE', key)] : [...formers].flatMap(codesOf),
      outlines: [...formers.keys()].flatMap((former) => landOutlines(former, warned)),
      circles: [...formers.keys()].flatMap((former) => landCircles(former, warned)),
    };
  });
}

/** The place as CAP's area, without shapes. */
export function areaOf({ units, geocode }: Place, language: 'vi' | 'en'): Area {
  return { areaDesc: describe(units, language), polygon: [], circle: [], geocode, altitude: null, ceiling: null };
}

/** As few codes as name exactly the warned communes. */
function codesOf([former, units]: readonly [string, readonly Unit[]]): Named[] {
  if (units.length === sizeOfFormer.get(former)) return [named('VN-FORMER-PROVINCE', former)];
  return units.map((unit) => named('VN-COMMUNE', unit));
}

function describe(units: readonly Unit[], language: 'vi' | 'en'): string {
  for (let names = MOST_NAMES; names > 1; names -= 1) {
    const text = nameOfPlaces(units, language, names);
    if (text.length <= AREA_LENGTH) return text;
  }
  const one = nameOfPlaces(units, language, 1);
  // What a former province lies in today is left out first: "khu vực Bình Định (trừ xã Nhơn Châu)".
  return one.length <= AREA_LENGTH ? one : one.replace(/ \([^,)]*, (trừ|except) /, ' ($1 ');
}

const named = (valueName: string, value: string): Named => ({ valueName, value });

function sizes(of: (commune: ReturnType<typeof communes>[number]) => string): Map<string, number> {
  return new Map([...Map.groupBy(communes(), of)].map(([key, all]) => [key, all.length]));
}
