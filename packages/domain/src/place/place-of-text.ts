import type { PlaceRef } from './place-ref.ts';
import { isFormerCode, unitsOfFormerCode } from './predecessors.ts';
import { communeOf, seaAreas } from './gazetteer.ts';
import { nameKey } from './name-key.ts';
import { type ResolvedPlace, resolvePlace } from './resolve-place.ts';

/**
 * A place as a list names it, resolved: a 5-digit commune code, a 2-digit province code, the id or name of a sea area, a province
 * ("Gia Lai"), a commune or district with its province ("phường Quy Nhơn, Gia Lai"), or with its former district as well. Present names
 * and codes go before former ones, unless the text is of before 1 July 2025 (`former`). A sea area is the water alone.
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

/** Present readings first. */
function alone(name: string): PlaceRef[] {
  const key = nameKey(name).plain;
  const sea = seaAreas().find((one) => one.id === name || [one.name, ...one.aliases].some((other) => nameKey(other).plain === key));
  if (sea !== undefined) return [{ kind: 'sea-area', id: sea.id }];
  return [
    { kind: 'named-province', name },
    { kind: 'former-province', name },
  ];
}

function within(name: string, [second = '', third]: readonly string[]): PlaceRef[] {
  if (third !== undefined) return [{ kind: 'former-commune', name, district: second, province: third }];
  return [
    { kind: 'named-commune', name, province: second },
    { kind: 'former-district', name, province: second },
    { kind: 'former-commune', name, province: second },
  ];
}

/** The first reading that holds. An ambiguous one ends the search: what comes after it would be taken for want of a choice. */
function firstFound(readings: readonly PlaceRef[]): ResolvedPlace {
  let failed: ResolvedPlace | undefined;
  for (const reading of readings) {
    const found = resolvePlace(reading);
    if (found.ok) return reading.kind === 'sea-area' ? { ok: true, units: found.units.filter((unit) => !/^\d{5}$/.test(unit)) } : found;
    if (found.reason === 'ambiguous-place') return found;
    failed ??= found;
  }
  return failed ?? { ok: false, reason: 'unknown-place', field: 'place', given: '', nearest: [] };
}
