import { placesByProvince, type Unit } from '@loa/domain/place';
import type { SiteLanguage } from '@loa/runtime';

/** Every place by name, none left out: whoever lives there looks for it. Several of a province stand behind its name. */
export function everyPlace(units: readonly Unit[], language: SiteLanguage): string {
  const { land, seas, unknown } = placesByProvince(units, language);
  const here = land.map(({ province, names }) => {
    if (names.length === 1) return names.join('');
    const within = ` (${province})`;
    return `${province}: ${names.map((name) => (name.endsWith(within) ? name.slice(0, -within.length) : name)).join(', ')}`;
  });
  return [...here, ...seas, ...unknown].join('; ');
}
