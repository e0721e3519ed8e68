import { type Hazard, hazardIds } from '../bulletin/hazard.ts';
import type { Level } from '../bulletin/bulletin.ts';
import type { BasisId } from './basis.ts';

/** The law has one rule for Voice of Vietnam and one for Vietnam Television; any other outlet follows the one that it is like. */
export type Medium = 'radio' | 'television';
export const MEDIA: readonly Medium[] = ['radio', 'television'];

/** `next-news`: in the next news programme, whose time the outlet knows and Loa does not. */
export type FirstAiring = 'at-once' | 'on-the-hour' | 'next-news';

/** When a bulletin is aired. */
export interface AirRow {
  readonly hazards: readonly Hazard[];
  /** Types of bulletin; null: all that no earlier row names. */
  readonly types: readonly string[] | null;
  /** Of the warning's highest level at least; null: at any level and without one. */
  readonly leastLevel: Level | null;
  readonly media: readonly Medium[];
  readonly first: { readonly when: FirstAiring; readonly basis: BasisId };
  readonly repeat: {
    /** Minutes after the first airing. */
    readonly soon: readonly number[];
    /** Minutes between all further ones, until there is something newer; null: there are none. */
    readonly everyMinutes: number | null;
    readonly basis: BasisId;
  };
}

/** The law says "at once" without a number, and hours without minutes: an airing later than this counts as late. Loa's own. */
export const AT_ONCE_MINUTES = 5;
/** A news programme is taken to come within so long; its time is the outlet's. Loa's own. */
export const NEWS_MINUTES = 60;

const CYCLONES: readonly Hazard[] = ['storm', 'tropical-depression'];
const FAST: readonly Hazard[] = ['flash-flood-landslide', 'whirlwind-lightning-hail', 'dam-release'];
const SLOW: readonly Hazard[] = ['drought', 'salt-intrusion', 'subsidence'];
const CLOSING = ['final', 'cancellation'];

type Rule = Pick<AirRow, 'first' | 'repeat'>;
const rule = (when: FirstAiring, basis: BasisId, everyMinutes: number | null, soon: readonly number[] = [], repeated = basis): Rule => ({
  first: { when, basis },
  repeat: { soon, everyMinutes, basis: repeated },
});

const row = (
  hazards: readonly Hazard[],
  types: readonly string[] | null,
  media: readonly Medium[],
  of: Rule,
  leastLevel: Level | null = null,
): AirRow => ({ hazards, types, leastLevel, media, ...of });

/** The air table, the first row that fits a medium counts. Every hazard and type of bulletin has one for each medium. */
export const AIR_TABLE: readonly AirRow[] = [
  row(['tsunami'], ['warning-1', 'warning-2'], MEDIA, rule('at-once', 'tsunami-2020', 30, [5, 10])),
  row(['tsunami'], ['warning-3'], MEDIA, rule('at-once', 'tsunami-2020', 20, [5, 10])),
  row(['tsunami'], CLOSING, MEDIA, rule('at-once', 'tsunami-2020', null, [NEWS_MINUTES])),
  row(['tsunami'], ['correction'], MEDIA, rule('at-once', 'unnamed', 20, [5, 10])),
  row(['earthquake'], ['report'], MEDIA, rule('at-once', 'earthquake-2021', null, [NEWS_MINUTES])),
  row(CYCLONES, ['near-east-sea', 'on-east-sea'], ['radio'], rule('on-the-hour', 'radio-2021', 120)),
  row(CYCLONES, ['near-east-sea', 'on-east-sea'], ['television'], rule('next-news', 'television-2020', 180)),
  row(['river-flood'], ['warning', 'flood'], ['radio'], rule('on-the-hour', 'radio-2021', 120)),
  row(['river-flood'], ['warning', 'flood'], ['television'], rule('next-news', 'television-2020', 180)),
  row(CYCLONES, ['emergency', 'on-land'], ['television'], rule('at-once', 'television-2020', 120)),
  row(CYCLONES, ['emergency', 'on-land'], ['radio'], rule('at-once', 'as-television', 120)),
  row(['river-flood'], ['emergency'], ['television'], rule('at-once', 'television-2020', 120)),
  row(['river-flood'], ['emergency'], ['radio'], rule('at-once', 'as-television', 120)),
  row(hazardIds, CLOSING, MEDIA, rule('at-once', 'as-tsunami', null, [NEWS_MINUTES])),
  row([...CYCLONES, 'river-flood', 'earthquake'], null, MEDIA, rule('at-once', 'unnamed', 120)),
  row(FAST, null, MEDIA, rule('at-once', 'as-asked', 60)),
  row(hazardIds, null, MEDIA, rule('at-once', 'as-asked', 120), 4),
  row(SLOW, null, MEDIA, rule('next-news', 'as-asked', 1440)),
  row(hazardIds, null, MEDIA, rule('next-news', 'as-asked', 180)),
];

/** What the air table says of a bulletin. Throws where no row fits: the last one fits everything. */
export function airRow(
  of: { readonly hazard: Hazard; readonly bulletinType: string; readonly level: Level | null },
  medium: Medium,
): AirRow {
  const found = AIR_TABLE.find(
    ({ hazards, types, leastLevel, media }) =>
      media.includes(medium) &&
      hazards.includes(of.hazard) &&
      (types === null || types.includes(of.bulletinType)) &&
      (leastLevel === null || (of.level ?? 0) >= leastLevel),
  );
  if (found === undefined) throw new Error(`the air table has no row for ${of.hazard}, ${of.bulletinType}, ${medium}`);
  return found;
}
