import { placesByProvince } from '../place/index.ts';
import type { Unit } from '../place/place-ref.ts';
import { bareName, written } from './phrases.ts';
import type { PhraseTable } from './table/phrase-table.ts';
import { fill } from './table/sentences.ts';

/** Names in one phrase: as they are, bare, and of provinces. */
const FULL = 2;
const BARE = 3;
const PROVINCES = 6;

/**
 * Where a text for everybody is about, from the fullest words to the shortest: names; what lies in which provinces; how many provinces. A
 * province is named by itself only where all of it is meant.
 */
export function whereWords(units: readonly Unit[], table: PhraseTable): string[] {
  const { whole, parts, seas, unknown } = placesByProvince(units, table.names);
  const { among, more, provinces, andSea, countOfSeas } = table.where;
  const names = [...whole, ...parts.flatMap((one) => one.names), ...seas, ...unknown];
  const listed = [...(names.length <= FULL ? [names.join(', ')] : []), ...(names.length <= BARE ? [names.map(bareName).join(', ')] : [])];
  // What no province is known of could only be left out below.
  if (unknown.length > 0) return listed.map((one) => written(one, table));
  const [part, ...otherParts] = parts.flatMap((one) => one.names);
  const inProvinces = { count: String(otherParts.length + 1), place: parts.map((one) => one.province).join(', ') };
  const partly = part === undefined ? [] : [otherParts.length === 0 ? bareName(part) : fill(among, inProvinces)];
  const wet = seas.length === 0 ? [] : [seas.length === 1 ? bareName(seas[0] ?? '') : fill(countOfSeas, { count: String(seas.length) })];
  const onLand = [...whole, ...partly].join(', ');
  const withSea = (land: string): string => (seas.length === 0 ? land : fill(andSea, { place: land }));
  const [first = ''] = whole;
  const inAll = whole.length + parts.length;
  const counted = fill(provinces, { count: String(inAll) });
  const shortest = parts.length === 0 ? fill(more, { place: first, count: String(inAll - 1) }) : counted;
  const land = [...(inAll <= PROVINCES ? [onLand] : []), ...(inAll > 1 ? [shortest, counted] : [])];
  const byProvince = land.flatMap((one) => [[one, ...wet].join(', '), withSea(one)]);
  return [...listed, ...(inAll === 0 ? wet : byProvince)].map((one) => written(one, table));
}
