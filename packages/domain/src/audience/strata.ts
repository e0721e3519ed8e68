import { z } from 'zod';
import { unit, type Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';
import type { Warning, WarningEntry } from '../warning/warning.ts';
import { mayHear } from './citizen-limit.ts';
import { levelOfNeed, needOf } from './need-table.ts';
import { ringsOf } from './rings.ts';
import { audience, type Audience, lane, need } from './subscriber.ts';

const LANES = ['flash', 'urgent', 'routine'] as const;

/** A layer of a warning's fan-out: people of the same kind at places of the same need. */
export const stratum = z.strictObject({
  /** Order inside the warning, from 0. */
  rank: z.int().min(0),
  /** 0 flash, 1 urgent, 2 routine. */
  laneRank: z.int().min(0).max(2),
  lane,
  need,
  audiences: z.array(audience),
  /** Only bodies of the supply list, whatever their audience. */
  supplyOnly: z.boolean(),
  units: z.array(unit),
  /** Its people wait for a second person. */
  waits: z.literal(true).optional(),
});
export type Stratum = z.output<typeof stratum>;

/** Order of need among people: those who must act for others, or who must be supplied by law, come first; the most endangered places first. */
export const LAYERS: readonly { audiences: readonly Audience[]; supplyOnly: boolean; byCloseness?: true }[] = [
  { audiences: ['agency', 'relay', 'media', 'citizen'], supplyOnly: true },
  { audiences: ['relay'], supplyOnly: false, byCloseness: true },
  { audiences: ['agency'], supplyOnly: false },
  { audiences: ['media'], supplyOnly: false },
  { audiences: ['citizen'], supplyOnly: false, byCloseness: true },
];

/**
 * The layers of a warning in order of need; a person in two of them is dealt with in the first. Citizens at the units `held` are in layers
 * of their own, that wait.
 */
export function strata(warning: Warning, now: Instant, held: readonly Unit[] = []): Stratum[] {
  const waiting = new Set(held);
  const byNeed = new Map<number, { lane: (typeof LANES)[number]; entries: WarningEntry[] }>();
  for (const entry of warning.entries) {
    const found = needOf({
      hazard: warning.hazard,
      level: levelOfNeed(entry),
      onset: entry.onset,
      now,
      // Somebody there may not have been told yet, and is then owed the news of an eased danger as of a new one.
      change: entry.change === 'eased' ? 'new' : entry.change,
      urgency: warning.urgency,
    });
    const layer = byNeed.get(found.need) ?? { lane: found.lane, entries: [] };
    if (LANES.indexOf(found.lane) < LANES.indexOf(layer.lane)) layer.lane = found.lane;
    layer.entries.push(entry);
    byNeed.set(found.need, layer);
  }
  const needs = [...byNeed].sort(([a], [b]) => b - a);
  return LAYERS.flatMap(({ byCloseness, ...layer }) =>
    needs.flatMap(([value, { lane: onLane, entries }]) => {
      const heard = entries.map((entry) => ({ ...entry, units: unitsFor(layer.audiences, warning, entry) }));
      const rings = byCloseness === true ? ringsOf(warning, heard) : [heard.flatMap((entry) => entry.units)];
      const one = { ...layer, audiences: [...layer.audiences], lane: onLane, laneRank: LANES.indexOf(onLane), need: value };
      const mayWait = waiting.size > 0 && !layer.supplyOnly && layer.audiences.includes('citizen');
      if (!mayWait) return rings.map((units) => ({ ...one, units: [...units] }));
      return rings.flatMap((units) => [
        { ...one, units: units.filter((unit) => !waiting.has(unit)) },
        { ...one, units: units.filter((unit) => waiting.has(unit)), waits: true as const },
      ]);
    }),
  )
    .filter(({ units }) => units.length > 0)
    .map((one, rank) => ({ rank, ...one }));
}

/** Places of an entry of which somebody in these audiences may hear. */
function unitsFor(audiences: readonly Audience[], warning: Warning, entry: WarningEntry): string[] {
  if (warning.citizens === undefined) return entry.units;
  return entry.units.filter((unit) => audiences.some((one) => mayHear(warning, one, unit, entry)));
}
