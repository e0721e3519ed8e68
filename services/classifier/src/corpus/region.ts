import { type PlaceRef, regionPhrase, type Unit } from '@loa/domain/place';
import { unitsIn } from './positions.ts';
import type { CorpusRecord } from './record.ts';
import { hazardNamed } from './hazards.ts';
import { instantOf } from './window.ts';

/** A region of a bulletin as read: places, or why not. */
export type ReadRegion = {
  readonly text: string;
  readonly places: readonly PlaceRef[];
  readonly units: readonly Unit[];
  /** False where the data cannot tell the places apart as the text does. */
  readonly exact: boolean;
  /** Named reason where nothing was read, such as `river: "sông Cầu"`. */
  readonly unread: string | null;
  /** All that the bulletin speaks of, or what is left of it. */
  readonly refers: 'all' | 'rest' | null;
  /** Sides of the compass said before the name of a sea. */
  readonly sides: readonly string[];
  readonly seaZone: 'coastal' | 'open' | undefined;
};

const ALL = /toàn bộ|toàn vùng|nêu trên|nói trên|kể trên|trên đây|trong bản tin|cả nước/iu;
const REST = /còn lại|(các|những) [\p{L} ]*khác$|nơi khác/iu;
const SIDE = /phía\s+(đông bắc|đông nam|tây bắc|tây nam|đông|tây|bắc|nam)\b(?=[\p{L} ]*biển đông|[\p{L} ]*vịnh)/giu;
const AT_SEA = /biển|vịnh|ngoài khơi/iu;

/** Reads how the bulletin names a region, at its date. */
export function readRegion(text: string, record: CorpusRecord): ReadRegion {
  const atSea = hazardNamed(record.hazard) === 'strong-wind-at-sea';
  const read = regionPhrase(text, { at: new Date(instantOf(record.issued_at)), medium: atSea ? 'sea' : 'land' });
  const plain = text.normalize('NFC');
  const places = read.ok ? read.places : [];
  const units = [...new Set(places.flatMap(unitsIn))];
  const isSea = AT_SEA.test(plain) && !/đất liền/iu.test(plain);
  return {
    text,
    places,
    units,
    exact: read.ok && read.exact,
    unread: read.ok ? null : `${read.reason}: "${read.unread}"`,
    refers: read.ok ? null : ALL.test(plain) ? 'all' : REST.test(plain) ? 'rest' : null,
    sides: read.ok && read.exact ? [] : [...plain.matchAll(SIDE)].map(([, side = '']) => side.toLowerCase()),
    seaZone: isSea || atSea ? (/ven bờ|ven biển/iu.test(plain) ? 'coastal' : 'open') : undefined,
  };
}

/** Whether two regions share a unit. */
export function overlap(one: ReadRegion, other: ReadRegion): boolean {
  const units = new Set(one.units);
  return other.units.some((unit) => units.has(unit));
}

/** Whether every unit of one lies in the other. */
export function within(one: ReadRegion, other: ReadRegion): boolean {
  const units = new Set(other.units);
  return one.units.length > 0 && one.units.every((unit) => units.has(unit));
}
