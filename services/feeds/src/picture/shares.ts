import { partsAt, runsOutAt } from '@loa/domain/airing';
import type { Level } from '@loa/domain/bulletin';
import { communeOf, communes, isSeaArea, outlinesOfUnits } from '@loa/domain/place';
import type { Instant } from '@loa/domain/time';
import { isTakenBack, type Warning, type WarningEntry } from '@loa/domain/warning';

/** How a place is shown: its level, that it is warned without one, or that it is warned no more. */
export type Tone = Level | 'no-level' | 'taken-back';

/** What is coloured. A former province is told apart where only some of its communes are at a tone. */
export interface Shares {
  /** By name of former province: the tone of the whole, and a stronger one of a part. */
  readonly land: ReadonlyMap<string, { readonly whole: Tone | null; readonly part: Tone | null }>;
  readonly sea: ReadonlyMap<string, Tone>;
  /** Special zones that are islands, by commune code. */
  readonly islands: ReadonlyMap<string, Tone>;
}

const RANK: readonly Tone[] = ['taken-back', 'no-level', 1, 2, 3, 4, 5];
const rank = (tone: Tone): number => RANK.indexOf(tone);

let sizes: ReadonlyMap<string, number> | undefined;
/** Communes on the mainland of each former province. */
function mainlandSizes(): ReadonlyMap<string, number> {
  const { islands } = outlinesOfUnits();
  sizes ??= new Map(
    [...Map.groupBy(communes(), (one) => one.formerProvince)].map(([name, all]) => [
      name,
      all.filter((one) => !(one.code in islands)).length,
    ]),
  );
  return sizes;
}

/** What of a warning is shown where at `at`. Of one that has run out: what it said, never less. */
export function sharesOf(warning: Warning, at: Instant): Shares {
  const tones = new Map<string, Tone>();
  const when = runsOutAt(warning) <= at ? warning.issuedAt : at;
  for (const entry of partsAt(warning, when).flatMap((part) => part.entries)) {
    const tone = toneOf(entry);
    for (const unit of entry.units) {
      const known = tones.get(unit);
      if (known === undefined || rank(tone) > rank(known)) tones.set(unit, tone);
    }
  }
  const { islands } = outlinesOfUnits();
  const all = [...tones];
  const onLand = Map.groupBy(
    all.filter(([unit]) => !isSeaArea(unit) && !(unit in islands)),
    ([unit]) => communeOf(unit)?.formerProvince ?? '',
  );
  return {
    land: new Map(
      [...onLand].map(([name, rows]) => [
        name,
        shareOf(
          rows.map(([, tone]) => tone),
          mainlandSizes().get(name) ?? 0,
        ),
      ]),
    ),
    sea: new Map(all.filter(([unit]) => isSeaArea(unit))),
    islands: new Map(all.filter(([unit]) => unit in islands)),
  };
}

/** Everybody sees a picture on air, so a level that nobody announced is not on it. */
function toneOf({ change, level, source }: WarningEntry): Tone {
  if (isTakenBack(change)) return 'taken-back';
  return (source === 'announced' ? level : null) ?? 'no-level';
}

function shareOf(tones: readonly Tone[], size: number): { whole: Tone | null; part: Tone | null } {
  const sorted = tones.toSorted((a, b) => rank(b) - rank(a));
  const whole = sorted.length >= size ? (sorted.at(-1) ?? null) : null;
  const top = sorted[0] ?? null;
  return { whole, part: top === whole ? null : top };
}

/** The tones that occur, strongest first. */
export function tonesOf({ land, sea, islands }: Shares): Tone[] {
  const met = new Set([...[...land.values()].flatMap(({ whole, part }) => [whole, part]), ...sea.values(), ...islands.values()]);
  return RANK.filter((tone) => met.has(tone)).toReversed();
}
