import communes from '@loa/domain/data/communes.json' with { type: 'json' };
import provinces from '@loa/domain/data/provinces.json' with { type: 'json' };
import seaCoasts from '@loa/domain/data/sea-coasts.json' with { type: 'json' };
import seaAreas from '@loa/domain/data/sea-areas.json' with { type: 'json' };
import type { ReplayArea } from '../replay/shift.ts';

/** Units of a place, read off the data files by the oracle's own lights. */
export function unitsOf(place: ReplayArea['places'][number]): string[] {
  if (place.kind === 'commune') return [place.code ?? ''];
  if (place.kind === 'sea-area') {
    const named = seaAreas.find((one) => one.id === place.id);
    const areas = named?.members === undefined ? [named] : named.members.map((id) => seaAreas.find((one) => one.id === id));
    return areas.flatMap((area) => [area?.id ?? '', ...(area?.islands ?? [])]);
  }
  const former =
    place.kind === 'former-province' ? [place.name ?? ''] : (provinces.find((one) => one.code === place.code)?.formerProvinces ?? []);
  // The present city of Huế is the former province Thừa Thiên Huế.
  const names = new Set(former.flatMap((name) => (name === 'Huế' ? ['Huế', 'Thừa Thiên Huế'] : [name])));
  return communes.filter((row) => names.has(row[3] ?? '')).map((row) => row[0] ?? '');
}

/** Places of which a person hears: their own, and for agencies and media the sea areas off the provinces in which those lie. */
export function hearsAt(audience: string, units: readonly string[]): string[] {
  if (audience !== 'agency' && audience !== 'media') return [...units];
  const provinces = new Set(communes.filter((row) => units.includes(row[0] ?? '')).map((row) => row[3]));
  const seas = seaCoasts.coasts.filter((one) => one.formerProvinces.some((name) => provinces.has(name)));
  return [...new Set([...units, ...seas.map((one) => one.sea)])];
}
