import { nearestNames, foldName } from './folding.ts';
import { communeOf, communes, formerProvinces, provinceByCode, provinces, seaAreaById, seaAreas } from './gazetteer.ts';
import type { PlaceRef, Unit } from './place-ref.ts';

/** Units of a place, or what was given and the nearest known places, for the person who must put it right. */
export type ResolvedPlace = { ok: true; units: Unit[] } | { ok: false; reason: 'unknown-place'; given: string; nearest: string[] };

const NEAREST = 3;

/** Spellings that differ in letters, not only in marks. */
const ALIASES: Readonly<Record<string, string>> = {
  hue: 'Thừa Thiên Huế',
  baccan: 'Bắc Kạn',
  daclac: 'Đắk Lắk',
  darlac: 'Đắk Lắk',
  dacnong: 'Đắk Nông',
  contum: 'Kon Tum',
};

const unitsByProvince = Map.groupBy(communes(), (one) => one.province);
const unitsByFormerProvince = Map.groupBy(communes(), (one) => one.formerProvince);
const formerNameByFolded = new Map<string, string>([
  ...formerProvinces().map((one): [string, string] => [foldName(one.name), one.name]),
  ...Object.entries(ALIASES),
]);

/**
 * The units that a place stands for. An unknown place gives no units: it never falls back to a larger area.
 */
export function resolvePlace(ref: PlaceRef): ResolvedPlace {
  switch (ref.kind) {
    case 'commune':
      return communeOf(ref.code) === undefined ? unknown(ref.code, nearestCommunes(ref.code)) : { ok: true, units: [ref.code] };
    case 'province':
      return known(unitsByProvince.get(ref.code), ref.code, () => nearestProvinces(ref.code));
    case 'former-province': {
      const name = formerNameByFolded.get(foldName(ref.name));
      const nearest = () =>
        nearestNames(
          ref.name,
          formerProvinces().map((one) => one.name),
          NEAREST,
        );
      return known(name === undefined ? undefined : unitsByFormerProvince.get(name), ref.name, nearest);
    }
    case 'sea-area': {
      const area = seaAreaById(ref.id);
      if (area === undefined)
        return unknown(
          ref.id,
          nearestNames(
            ref.id,
            seaAreas().map((one) => one.id),
            NEAREST,
          ),
        );
      return { ok: true, units: area.kind === 'composite' ? [...area.members] : [area.id] };
    }
  }
}

function known(found: readonly { code: string }[] | undefined, given: string, nearest: () => string[]): ResolvedPlace {
  return found === undefined ? unknown(given, nearest()) : { ok: true, units: found.map((one) => one.code) };
}

function unknown(given: string, nearest: string[]): ResolvedPlace {
  return { ok: false, reason: 'unknown-place', given, nearest };
}

const byGap = (code: string) => (one: { code: string }, other: { code: string }) =>
  Math.abs(Number(one.code) - Number(code)) - Math.abs(Number(other.code) - Number(code));

function nearestProvinces(code: string): string[] {
  return provinces()
    .toSorted(byGap(code))
    .slice(0, NEAREST)
    .map((one) => `${one.code} ${one.name}`);
}

function nearestCommunes(code: string): string[] {
  return communes()
    .toSorted(byGap(code))
    .slice(0, NEAREST)
    .map((one) => `${one.code} ${one.type} ${one.name} (${provinceByCode(one.province)?.name ?? one.province})`);
}
