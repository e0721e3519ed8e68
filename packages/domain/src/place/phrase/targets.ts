import { type Commune, communeOf, type FormerProvince, type Province, provinces, seaAreaById } from '../gazetteer.ts';
import type { PlaceRef } from '../place-ref.ts';
import type { FormerDistrict } from '../predecessors.ts';
import type { Region } from '../regions.ts';
import { isCoastal, seasBetween, sideOf } from './orders.ts';
import type { Reading } from './outcome.ts';
import type { Sea } from './vocabulary.ts';

/** What is said of a name: sides of the compass, kinds of terrain, and words that narrow it without saying to what. */
export type Said = { readonly sides: readonly string[]; readonly terrains: readonly string[]; readonly narrowed: readonly string[] };
export const NOTHING_SAID: Said = { sides: [], terrains: [], narrowed: [] };

/** A name after it was settled what it stands for at the time of the bulletin. */
export type Target =
  | { kind: 'region'; region: Region }
  | { kind: 'province'; name: string; present: Province | null; former: FormerProvince }
  | { kind: 'sea'; sea: Sea }
  | { kind: 'island'; code: string }
  | { kind: 'district'; district: FormerDistrict }
  | { kind: 'commune'; commune: Commune };

const formerRef = (name: string): PlaceRef => ({ kind: 'former-province', name });
const seaRef = (id: string): PlaceRef => ({ kind: 'sea-area', id });

/** Adds the places of a name, on land or at sea, with what is said of it. */
export function addTarget(reading: Reading, target: Target, said: Said, atSea: boolean): void {
  for (const narrowed of said.narrowed) reading.approximate(`"${narrowed}" of ${nameOf(target)}: the whole is taken`);
  switch (target.kind) {
    case 'sea':
      addSea(reading, target.sea, said);
      return;
    case 'region':
      if (atSea) addSeas(reading, target.region.formerProvinces.filter(isCoastal), null, said);
      else addRegion(reading, target.region, said);
      return;
    case 'province':
      if (atSea) addSeas(reading, coastOf(target, said.sides), null, said);
      else addLand(reading, target, said);
      return;
    default:
      for (const part of [...said.sides, ...said.terrains]) reading.approximate(`"${part}" of ${nameOf(target)}: the whole is taken`);
      if (target.kind === 'district')
        reading.add({ kind: 'former-district', name: target.district.name, province: target.district.province });
      else addCommune(reading, target.kind === 'island' ? target.code : target.commune.code);
  }
}

/** An island named beside the sea area that holds it is in it already, and has that area's level. */
function addCommune(reading: Reading, code: string): void {
  const held = reading.places.some((ref) => ref.kind === 'sea-area' && seaAreaById(ref.id)?.islands.includes(code));
  if (!held) reading.add({ kind: 'commune', code });
}

/** Former provinces of a province: all, or those on a side of it where the data can tell. */
export function formersOf(target: Target & { kind: 'province' }, sides: readonly string[]): { formers: readonly string[]; told: boolean } {
  const { present, former } = target;
  const all = present?.formerProvinces.map((name) => (name === 'Huế' ? 'Thừa Thiên Huế' : name)) ?? [former.name];
  if (sides.length === 0) return { formers: all, told: true };
  const parts = sides.map((side) => (present === null ? undefined : sideOf(present, side)));
  return parts.some((part) => part === undefined)
    ? { formers: all, told: false }
    : { formers: parts.flatMap((part) => part ?? []), told: true };
}

/** Adds sea areas off the coast between two ends. */
export function addSeas(reading: Reading, from: readonly string[], to: readonly string[] | null, said: Said): boolean {
  const found = seasBetween(from, to ?? from);
  if (found === null) return false;
  for (const id of found.beyond) reading.approximate(`${id}: named in part, the whole area is taken`);
  for (const part of [...said.sides, ...said.terrains, ...said.narrowed]) reading.approximate(`"${part}": the whole area is taken`);
  reading.add(...found.areas.map(seaRef));
  return true;
}

/** Adds a province, or the part of it that is meant, or all of it with a note. */
export function addLand(reading: Reading, target: Target & { kind: 'province' }, said: Said): void {
  const { formers, told } = formersOf(target, said.sides);
  if (!told) reading.approximate(`"phía ${said.sides.join(', ')}" of ${target.name}: the whole province is taken`);
  const byCoast = said.terrains.includes('ven biển') ? formers.filter(isCoastal) : formers;
  for (const terrain of said.terrains) reading.approximate(`"${terrain}" of ${target.name}: communes there are not told apart`);
  const kept = byCoast.length > 0 ? byCoast : formers;
  const { present } = target;
  const whole = present !== null && kept.length === present.formerProvinces.length;
  if (whole) reading.add({ kind: 'province', code: present.code });
  else reading.add(...kept.map(formerRef));
}

function coastOf(target: Target & { kind: 'province' }, sides: readonly string[]): string[] {
  return formersOf(target, sides).formers.filter(isCoastal);
}

function addSea(reading: Reading, sea: Sea, said: Said): void {
  const parts = said.sides.map((side) => sea.parts[side]);
  const told = parts.length > 0 && parts.every((part) => part !== undefined);
  if (!told) for (const side of said.sides) reading.approximate(`"phía ${side}" of ${sea.name}: the whole area is taken`);
  for (const terrain of said.terrains) reading.approximate(`"${terrain}" of ${sea.name}: the whole area is taken`);
  reading.add(...(told ? parts.flat() : sea.of).map(seaRef));
}

function addRegion(reading: Reading, region: Region, said: Said): void {
  const parts = [...said.sides, ...said.terrains];
  if (parts.length === 0 && region.printed) return reading.add({ kind: 'region', name: region.name });
  if (!region.printed) reading.approximate(`${region.name}: no printed list of its provinces was found`);
  for (const part of parts) reading.approximate(`"${part}" of ${region.name}: read as commonly taken, or the whole region`);
  const onCoast = (part: string) => (part === 'ven biển' ? region.formerProvinces.filter(isCoastal) : []);
  const known = parts.flatMap((part) => region.parts[part] ?? onCoast(part));
  const formers = known.length > 0 ? known : region.formerProvinces;
  reading.add(...formers.map(formerRef));
}

/** A target as a note or an error names it. */
export function nameOf(target: Target): string {
  switch (target.kind) {
    case 'region':
      return target.region.name;
    case 'province':
      return target.name;
    case 'sea':
      return target.sea.name;
    case 'island':
      return communeOf(target.code)?.name ?? target.code;
    case 'district':
      return `${target.district.name} (${target.district.province})`;
    case 'commune':
      return `${target.commune.type} ${target.commune.name} (${provinces().find((one) => one.code === target.commune.province)?.name ?? ''})`;
  }
}
