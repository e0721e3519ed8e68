import { placesByProvince } from '../place/index.ts';
import type { Unit } from '../place/place-ref.ts';
import { bareName, written } from './phrases.ts';
import type { PhraseTable } from './table/phrase-table.ts';
import { fill } from './table/sentences.ts';

/** Names in one phrase: as they are, bare, and of provinces. */
const FULL = 2;
const BARE = 3;
const PROVINCES = 5;
/** The first provinces, where there are too many to name all. */
const FIRST = 3;

/**
 * Where a text for everybody is about, from the fullest words to the shortest: names; what lies in which provinces; how many provinces. A
 * province is named by itself only where all of it is meant.
 */
export function whereWords(units: readonly Unit[], table: PhraseTable): string[] {
  const { land, seas, unknown } = placesByProvince(units, table.names);
  const { countOfSeas, andSea } = table.where;
  const names = [...land.flatMap((one) => one.names), ...seas, ...unknown];
  const listed = [...(names.length <= FULL ? [names.join(', ')] : []), ...(names.length <= BARE ? [names.map(bareName).join(', ')] : [])];
  // What no province is known of could only be left out below.
  if (unknown.length > 0) return listed.map((one) => written(one, table));
  const wet = seas.length === 0 ? [] : [seas.length === 1 ? bareName(seas[0] ?? '') : fill(countOfSeas, { count: String(seas.length) })];
  const withSea = (said: string): string => (seas.length === 0 ? said : fill(andSea, { place: said }));
  const byProvince = provinceWords(land, table).flatMap((one) => [[one, ...wet].join(', '), withSea(one)]);
  return [...listed, ...(land.length === 0 ? wet : byProvince)].map((one) => written(one, table));
}

type Land = ReturnType<typeof placesByProvince>['land'];

/** In which provinces: all of them by name, the first few, how many. */
function provinceWords(land: Land, { where: { among, several, severalWhole, more, provinces } }: PhraseTable): string[] {
  const whole = land.filter((one) => one.isWhole).map((one) => one.province);
  const parts = land.filter((one) => !one.isWhole);
  const [part, ...otherParts] = parts.flatMap((one) => one.names);
  const inParts = { count: String(otherParts.length + 1), place: parts.map((one) => one.province).join(', ') };
  const partly = part === undefined ? [] : [otherParts.length === 0 ? bareName(part) : fill(among, inParts)];
  const first = land.slice(0, FIRST).map((one) => one.province);
  const others = { place: first.join(', '), count: String(land.length - first.length) };
  const counted = fill(provinces, { count: String(land.length) });
  return [
    ...(land.length <= PROVINCES ? [[...whole, ...partly].join(', ')] : []),
    ...(land.length > FIRST + 1 ? [fill(parts.length === 0 ? severalWhole : several, others)] : []),
    ...(land.length > 1 && parts.length === 0 ? [fill(more, { place: first[0] ?? '', count: String(land.length - 1) })] : []),
    ...(land.length > 1 ? [counted] : []),
  ];
}
