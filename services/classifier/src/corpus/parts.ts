import { findFormerProvince, findProvince, formerProvinceOf, withoutMarks } from '@loa/domain/place';
import { provincesOfStation } from '@loa/domain/risk';
import type { CorpusRecord, Fields } from './record.ts';
import { overlap, type ReadRegion, readRegion, within } from './region.ts';

/** Numbers with the places they are told of. */
export type Part = { readonly region: ReadRegion; readonly fields: Fields };
/** Numbers of one region, river or station. */
type Row = { readonly region: ReadRegion | null; readonly fields: Fields };

const textIn = (fields: Fields, name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');

/** The rows of a bulletin, each over the numbers valid for the whole; what is said of "toàn vùng" is valid for the whole. */
export function rowsOf(record: CorpusRecord): { rows: Row[]; whole: Fields } {
  const read = record.parameters_by_region.map((fields): Row => {
    const text = textIn(fields, 'region');
    return { region: text === '' ? null : readRegion(text, record), fields };
  });
  const everywhere = read.filter((row) => row.region?.refers === 'all');
  const whole = Object.assign({}, record.parameters, ...everywhere.map((row) => row.fields)) as Fields;
  // What was measured at a station (quan trắc) is no forecast of the region.
  const isForecast = (row: Row): boolean => row.region?.refers !== 'all' && !/quan trắc/iu.test(row.region?.text ?? '');
  return { whole, rows: read.filter(isForecast) };
}

/**
 * What a bulletin tells of a region that it gives a level for: its own numbers, those of the rivers and stations in it, or
 * those of the whole bulletin. Several parts where the region holds several rows.
 */
export function partsOf(region: ReadRegion, others: readonly ReadRegion[], record: CorpusRecord): Part[] {
  const { rows, whole } = rowsOf(record);
  const judged = rows.map((row) => ({ row, isIn: rowIsIn(row, region, others) }));
  const sure = judged.filter((one) => one.isIn === true);
  const own = (sure.length > 0 ? sure : judged.filter((one) => one.isIn === null)).map((one) => one.row);
  if (own.length === 0) return [{ region: placed(region, record), fields: whole }];
  return own.map((row) => ({ region: smaller(row.region, placed(region, record)), fields: { ...whole, ...row.fields } }));
}

/** The regions that the bulletin names, as one: where "the areas named above" are, and the lands of its rivers. */
function allRegions(record: CorpusRecord): ReadRegion {
  const named = record.regions.map((text) => readRegion(text, record));
  return {
    text: record.regions.join(', '),
    places: named.flatMap((one) => one.places),
    units: [...new Set(named.flatMap((one) => one.units))],
    exact: named.length > 0 && named.every((one) => one.exact),
    unread: named.find((one) => one.unread !== null)?.unread ?? (named.length === 0 ? 'empty: ""' : null),
    refers: null,
    sides: [],
    seaZone: named[0]?.seaZone,
  };
}

/** A region that only points at others stands for the regions of the bulletin; so does a river, whose lands no table lists. */
function placed(region: ReadRegion, record: CorpusRecord): ReadRegion {
  const stands = region.refers !== null || region.unread?.startsWith('river') === true;
  return region.units.length > 0 || !stands ? region : { ...allRegions(record), text: region.text };
}

function smaller(row: ReadRegion | null, region: ReadRegion): ReadRegion {
  if (row === null || row.units.length === 0) return region;
  return region.units.length === 0 || within(row, region)
    ? row
    : within(region, row)
      ? { ...region, exact: region.exact && row.exact }
      : row;
}

/** Whether a row tells of a region; null where the text does not say. */
function rowIsIn({ region: own, fields }: Row, region: ReadRegion, others: readonly ReadRegion[]): boolean | null {
  if (own === null) return riverIsIn(fields, region);
  if (own.text === region.text || region.refers === 'all') return true;
  if (region.refers === 'rest') return !others.some((other) => other !== region && within(own, other));
  if (own.units.length > 0 && region.units.length > 0)
    return sameSide(own, region) && overlap(own, region) && !isApart(own, region, others);
  return own.units.length === 0 && own.refers === null ? riverIsIn({ river: own.text }, region) : null;
}

/** A part of a sea that has a level of its own: its numbers are not those of the rest. */
const isApart = (own: ReadRegion, region: ReadRegion, others: readonly ReadRegion[]): boolean =>
  own.sides.length > 0 &&
  region.sides.length === 0 &&
  others.some((other) => other.sides.join() === own.sides.join() && overlap(other, own));

/** "phía Tây" and "phía Đông" of one sea share its unit and nothing else. */
const sameSide = (one: ReadRegion, other: ReadRegion): boolean =>
  one.sides.length === 0 || other.sides.length === 0 || one.sides.join() === other.sides.join();

const fold = (text: string): string => withoutMarks(text).toLowerCase();
const nameKey = (text: string): string => ` ${fold(text).replace(/[^a-z0-9]+/g, ' ')} `;

/** A river or station lies in a region that names it or holds its province; null where the text does not tell. */
function riverIsIn(fields: Fields, region: ReadRegion): boolean | null {
  const rivers = namesIn(fields, 'river', /[,;/]| và | - /u);
  if (rivers.some((river) => nameKey(region.text).includes(nameKey(river.replace(/^sông\s+/iu, ''))))) return true;
  if (region.refers !== null) return true;
  if (region.units.length === 0) return null;
  const provinces = new Set(region.units.flatMap((unit) => formerProvinceOf(unit) ?? []));
  const own = provincesOf(fields);
  return own.length === 0 ? null : own.some((one) => provinces.has(one));
}

const namesIn = (fields: Fields, name: string, apart: RegExp): string[] =>
  textIn(fields, name)
    .split(apart)
    .map((one) => one.trim())
    .filter(Boolean);

/** Former provinces of a row: as told, or those of its stations. */
function provincesOf(fields: Fields): string[] {
  const province = textIn(fields, 'province');
  const [present, former] = [findProvince(province), findFormerProvince(province)];
  if (present.ok) return [...present.found.formerProvinces];
  if (former.ok) return [former.found.name];
  return namesIn(fields, 'station', /[,;/]/u).flatMap((station) => provincesOfStation(station, textIn(fields, 'river') || undefined));
}
