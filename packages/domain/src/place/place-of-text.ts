import type { PlaceRef, Unit } from './place-ref.ts';
import { isFormerCode, unitsOfFormerCode } from './predecessors.ts';
import { communeOf, seaAreas } from './gazetteer.ts';
import { nameKey } from './name-key.ts';
import { type ResolvedPlace, resolvePlace } from './resolve-place.ts';
import { typedName } from './typed-name.ts';

/**
 * A place as a list names it, resolved: a 5-digit commune code, a 2-digit province code, the id or name of a sea area, a province
 * ("Gia Lai"), a commune or district with its province ("phường Quy Nhơn, Gia Lai"), or with its former district as well. Present names
 * and codes go before former ones, unless the text is of before 1 July 2025 (`former`). A word for the type (xã, quận) is heeded; a former name
 * without one that a commune and a district bore is ambiguous. A sea area is the water alone.
 */
export function placeOfText(text: string, { former = false } = {}): ResolvedPlace {
  const given = text.trim();
  if (/^\d{5}$/.test(given)) return ofCode(given, former);
  if (/^\d{2}$/.test(given)) return resolvePlace({ kind: 'province', code: given });
  const [first = '', ...rest] = given.split(',').map((part) => part.trim());
  const readings = rest.length === 0 ? alone(first) : within(first, rest);
  return firstFound(former ? readings.toReversed() : readings);
}

function ofCode(code: string, former: boolean): ResolvedPlace {
  const isOld = isFormerCode(code) && (former || communeOf(code) === undefined);
  return isOld ? { ok: true, units: unitsOfFormerCode(code) } : resolvePlace({ kind: 'commune', code });
}

/** Readings of which one may hold: where several do, the name is ambiguous. */
type Rivals = readonly PlaceRef[];

/** Present readings first. */
function alone(name: string): Rivals[] {
  const key = nameKey(name).plain;
  const sea = seaAreas().find((one) => one.id === name || [one.name, ...one.aliases].some((other) => nameKey(other).plain === key));
  if (sea !== undefined) return [[{ kind: 'sea-area', id: sea.id }]];
  return [[{ kind: 'named-province', name }], [{ kind: 'former-province', name }]];
}

/** A word for the type, where there is one, says whether a commune or a district is meant; a name alone may be either's. */
function within(name: string, [second = '', third]: readonly string[]): Rivals[] {
  if (third !== undefined) return [[{ kind: 'former-commune', name, district: second, province: third }]];
  const present: PlaceRef = { kind: 'named-commune', name, province: second };
  const commune: PlaceRef = { kind: 'former-commune', name, province: second };
  const district: PlaceRef = { kind: 'former-district', name, province: second };
  // Without marks "quan" may be the type or the name's first word: Quan Hoa, Quan Sơn.
  if (/^quan\s+\D/iu.test(name)) return [[present, district, commune]];
  const { type } = typedName(name);
  if (type === null) return [[present], [district, commune]];
  return DISTRICT_TYPES.has(type) ? [[district]] : [[present], [commune]];
}

const DISTRICT_TYPES: ReadonlySet<string> = new Set(['quận', 'huyện', 'thị xã', 'thành phố']);

/** The first readings that hold. Ambiguous ones end the search: what comes after them would be taken for want of a choice. */
function firstFound(readings: readonly Rivals[]): ResolvedPlace {
  let failed: ResolvedPlace | undefined;
  for (const rivals of readings) {
    const all = rivals.map((one) => resolvePlace(one));
    const [found, ...others] = all.filter((one) => one.ok);
    const ambiguous = all.find((one) => !one.ok && one.reason === 'ambiguous-place');
    if (ambiguous !== undefined) return ambiguous;
    if (found !== undefined && others.some((one) => !isSame(one.units, found.units)))
      return { ok: false, reason: 'ambiguous-place', field: 'name', given: nameIn(rivals), nearest: [] };
    if (found !== undefined) return isSea(rivals) ? { ok: true, units: found.units.filter((unit) => !/^\d{5}$/.test(unit)) } : found;
    failed ??= all[0];
  }
  return failed ?? { ok: false, reason: 'unknown-place', field: 'place', given: '', nearest: [] };
}

const isSea = (rivals: Rivals): boolean => rivals.some(({ kind }) => kind === 'sea-area');
const isSame = (one: readonly Unit[], other: readonly Unit[]): boolean =>
  one.length === other.length && one.every((unit) => other.includes(unit));
const nameIn = (rivals: Rivals): string => rivals.flatMap((one) => ('name' in one ? [one.name] : []))[0] ?? '';
