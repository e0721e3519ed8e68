import { type Bulletin, bulletin, type BulletinArea, bulletinTypes, type Hazard, level } from '@loa/domain/bulletin';
import { withoutMarks } from '@loa/domain/place';
import type { Instant, TimeWindow } from '@loa/domain/time';
import { z } from 'zod';
import { hazardNamed } from './hazards.ts';
import { parametersFrom } from './parameters.ts';
import { partsOf, type Part } from './parts.ts';
import { positionsOf } from './positions.ts';
import type { CorpusRecord, OfficialLevel } from './record.ts';
import { type ReadRegion, readRegion } from './region.ts';
import { windAsItPasses } from './track.ts';
import { instantOf, windowOf } from './window.ts';

/** A region with the level that the bulletin announces for it, in the terms of Loa's bulletins. */
export type RegionLevel = {
  readonly region: ReadRegion;
  readonly official: OfficialLevel | null;
  /** One per place with numbers of its own; without places where the text names none that can be read. */
  readonly areas: readonly { readonly area: BulletinArea | null; readonly region: ReadRegion }[];
};

/** A corpus line as read: the regions with their levels, and the bulletin without areas that they belong to. */
export type ReadRecord = {
  readonly id: string;
  readonly hazard: Hazard | null;
  readonly frame: Omit<Bulletin, 'areas'>;
  readonly levels: readonly RegionLevel[];
};

const WHOLE = 'toàn bộ bản tin';
const CYCLONES = new Set<Hazard>(['storm', 'tropical-depression']);

/** Reads a corpus line. Throws a ZodError that names the field for numbers that the hazard's schema refuses. */
export function readRecord(record: CorpusRecord): ReadRecord {
  const hazard = hazardNamed(record.hazard) ?? null;
  const official: (OfficialLevel | null)[] = record.official_levels.length > 0 ? [...record.official_levels] : [null];
  const read = official.map((one) => ({ official: one, region: readRegion(one?.region ?? WHOLE, record) }));
  const frame = frameOf(record, hazard ?? 'other');
  const regions = read.map((one) => one.region);
  const levels = read.map(({ official: one, region }) => ({
    official: one,
    region,
    areas: partsOf(region, regions, record).map((part) => areaOf(part, one, { record, hazard: hazard ?? 'other', frame, read })),
  }));
  return { id: record.id, hazard, frame, levels };
}

type Context = {
  readonly record: CorpusRecord;
  readonly hazard: Hazard;
  readonly frame: Omit<Bulletin, 'areas'>;
  readonly read: readonly { official: OfficialLevel | null; region: ReadRegion }[];
};

function areaOf(part: Part, official: OfficialLevel | null, context: Context): RegionLevel['areas'][number] {
  const { record, hazard, frame } = context;
  const whole = windowOf(record);
  const isCyclone = CYCLONES.has(hazard);
  const window = isCyclone ? stepWindow(official, whole, context) : whole;
  const given = isCyclone
    ? { ...parametersFrom(hazard, part.fields, window), ...wind(part, official, context) }
    : parametersFrom(hazard, part.fields, window);
  const atSea = (isCyclone || hazard === 'strong-wind-at-sea') && part.region.seaZone !== undefined ? { seaZone: part.region.seaZone } : {};
  const parameters = hazard === 'other' ? {} : defined({ ...given, ...atSea });
  const announced = announcedOf(official);
  const made = {
    // A stand-in where no place was read, so that the numbers are checked all the same.
    places: part.region.places.length > 0 ? part.region.places : [{ kind: 'province', code: '01' }],
    window,
    parameters,
    ...(announced !== undefined && { announcedLevel: announced }),
    ...(part.region.exact ? {} : { reconstructed: ['places'] }),
  };
  const [area] = bulletin.parse({ ...frame, areas: [made] }).areas;
  return { region: part.region, area: part.region.places.length > 0 ? (area ?? null) : null };
}

const defined = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A storm's force in the region: its own where the text tells it, else the centre's as it passes. */
function wind(
  part: Part,
  official: OfficialLevel | null,
  { record, read }: Context,
): { windForce: number | undefined } | Record<string, never> {
  const isOwn = part.fields['region'] !== undefined;
  if (isOwn && parametersFrom('storm', part.fields, windowOf(record))['windForce'] !== undefined) return {};
  const steps = positionsOf(record);
  const until = officialTime(official) ?? steps.findLast((step) => step.at <= windowOf(record).to)?.at ?? steps[0]?.at ?? '';
  const since = read
    .flatMap((one) => officialTime(one.official) ?? [])
    .filter((at) => at < until)
    .toSorted()
    .at(-1);
  const first = Math.max(0, since === undefined ? 0 : steps.findLastIndex((step) => step.at <= since));
  const way = steps.slice(first).filter((step, index) => index === 0 || step.at <= until);
  return { windForce: windAsItPasses({ units: besides(part.region, official, read), sides: part.region.sides }, way) };
}

/** Units of a region without those of a part that the bulletin names apart, at the same step: which of the two the centre passes is not told. */
function besides(region: ReadRegion, official: OfficialLevel | null, read: Context['read']): string[] {
  const parts = read.filter(
    (one) => one.official !== official && one.official?.valid_to === official?.valid_to && one.region.sides.length > 0,
  );
  const apart = new Set(region.sides.length > 0 ? [] : parts.flatMap((one) => one.region.units));
  return region.units.filter((unit) => !apart.has(unit));
}

const officialTime = (official: OfficialLevel | null): Instant | undefined =>
  official?.valid_to === undefined ? undefined : instantOf(official.valid_to);

function stepWindow(official: OfficialLevel | null, whole: TimeWindow, { record, read }: Context): TimeWindow {
  const to = officialTime(official);
  if (to === undefined) return whole;
  const since = read
    .flatMap((one) => officialTime(one.official) ?? [])
    .filter((at) => at < to)
    .toSorted()
    .at(-1);
  const from = since ?? instantOf(record.issued_at);
  return from < to ? { from, to } : whole;
}

/** Level 0 is usage, not a level: it says that none is reached. */
function announcedOf(official: OfficialLevel | null): BulletinArea['announcedLevel'] {
  const given = official?.level ?? official?.level_range;
  const parsed = z.union([level, z.tuple([level, level])]).safeParse(given);
  return parsed.success ? parsed.data : undefined;
}

const slug = (text: string): string =>
  withoutMarks(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64) || 'x';

function frameOf(record: CorpusRecord, hazard: Hazard): Omit<Bulletin, 'areas'> {
  const finishedAt = instantOf(record.issued_at);
  const types = bulletinTypes(hazard).map((one) => one.id);
  const type = ['warning', 'on-east-sea', 'report', 'warning-1'].find((one) => types.includes(one)) ?? types[0] ?? 'warning';
  const isWeb = z.url().safeParse(record.source_url).success;
  return {
    issuer: hazard === 'earthquake' || hazard === 'tsunami' ? 'igp' : 'nchmf',
    family: slug(hazard),
    event: { id: slug(record.id), ...(record.event !== undefined && { name: { vi: record.event.slice(0, 200) } }) },
    hazard,
    type,
    sequence: 1,
    finishedAt,
    status: 'Exercise',
    scope: 'full',
    ...(hazard === 'other' && { hazardName: { vi: record.hazard.slice(0, 200) } }),
    ...(isWeb && {
      replayOf: { id: record.id, finishedAt, publisher: record.publisher ?? '', source: record.source_url ?? '' },
    }),
  };
}
