import { type Bulletin, bulletin, bulletinId } from '@loa/domain/bulletin';
import { nameOfPlaces, type PlaceRef, resolvePlace } from '@loa/domain/place';
import type { Provisional } from '@loa/domain/risk';
import { z } from 'zod';
import { type CorpusRecord, corpusRecord, type OfficialLevel, readRecord } from '../corpus/index.ts';
import { compute } from './compute.ts';
import { type Computed, judge, officialOf } from './judge.ts';

/** A region of a bulletin with its computed level beside the official one. */
export type Row = {
  readonly id: string;
  readonly hazard: string;
  readonly region: string;
  readonly places: readonly PlaceRef[];
  readonly computed: number | null;
  readonly clause: string | null;
  /** The values that met the row, or the named reason why there is no level. */
  readonly reason: string;
  /** A level, a range [low, high], 0 for "reaches none"; null where none was announced. */
  readonly official: number | readonly [number, number] | null;
  readonly verdict: 'agree' | 'disagree' | 'none';
};

/** What is wrong with a line, and in which field; an empty path speaks of the line. */
export class BadLine extends Error {
  readonly path: string;
  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/** A line as rows: a bulletin of Loa has areas, everything else is read as a line of the corpus. Throws BadLine. */
export function classifyLine(line: string, provisional: Provisional = 'on'): Row[] {
  const value = parsed(line);
  try {
    if ('areas' in value) return rowsOfBulletin(bulletin.parse(value), provisional);
    return rowsOfRecord(corpusRecord.parse(value), provisional);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [first] = error.issues;
    throw new BadLine((first?.path ?? []).join('.').replace(/^areas\.0\.(?=parameters)/, ''), first?.message ?? error.message);
  }
}

function parsed(line: string): object {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new BadLine('', `not JSON: ${error instanceof Error ? error.message : ''}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadLine('', 'expected a JSON object');
  return value;
}

function rowsOfRecord(record: CorpusRecord, provisional: Provisional): Row[] {
  const { id, hazard, frame, levels } = readRecord(record);
  return levels.map(({ region, official, areas }) => {
    const known = areas.flatMap(({ area }) => area ?? []);
    const computed = known.length === 0 ? unread(areas.map((one) => one.region)) : compute(frame, known, provisional);
    const named = hazard === null ? { level: null, clause: null, reason: `unknown-hazard: ${record.hazard}` } : computed;
    const { verdict, reason } = judge(hazard, official, named);
    const places = distinct(known.flatMap((area) => area.places));
    return row(id, hazard ?? record.hazard, region.text, places, named, reason, officialOf(official), verdict);
  });
}

const unread = (regions: readonly { readonly unread: string | null }[]): Computed => ({
  level: null,
  clause: null,
  reason: `region-unread: ${regions.find((one) => one.unread !== null)?.unread ?? 'nothing-named'}`,
});

function rowsOfBulletin(given: Bulletin, provisional: Provisional): Row[] {
  const { areas, ...frame } = given;
  return areas.map((area) => {
    const computed = compute(frame, [area], provisional);
    const announced = area.announcedLevel ?? null;
    const { verdict, reason } = judge(given.hazard, announced === null ? null : asOfficial(announced), computed);
    return row(bulletinId(given), given.hazard, regionOf(area.places), area.places, computed, reason, announced, verdict);
  });
}

function asOfficial(announced: number | [number, number]): OfficialLevel {
  const given = typeof announced === 'number' ? { level: announced } : { level_range: announced };
  return { region: undefined, level: undefined, level_range: undefined, valid_to: undefined, hazards: undefined, ...given };
}

const NAMED = 8;

function regionOf(places: readonly PlaceRef[]): string {
  const units = places.flatMap((place) => {
    const resolved = resolvePlace(place);
    return resolved.ok ? resolved.units : [];
  });
  return nameOfPlaces([...new Set(units)], 'vi', NAMED);
}

function row(
  id: string,
  hazard: string,
  region: string,
  places: readonly PlaceRef[],
  { level, clause }: Computed,
  reason: string,
  official: Row['official'],
  verdict: Row['verdict'],
): Row {
  return { id, hazard, region, places, computed: level, clause, reason, official, verdict };
}

function distinct(places: readonly PlaceRef[]): PlaceRef[] {
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}
