import { z } from 'zod';
import rows from './data/sea-coasts.json' with { type: 'json' };
import { communes, formerProvinceOf } from './gazetteer.ts';
import type { Unit } from './place-ref.ts';

const table = z.strictObject({
  /** Who of the trade has read it over; empty: nobody has. */
  reviewedBy: z.array(z.string()),
  derivation: z.string(),
  coasts: z.array(z.strictObject({ sea: z.string(), formerProvinces: z.array(z.string()), because: z.string() })),
});

/** Which coast each sea area adjoins, by former provinces, with why; and who has read it over. */
export const SEA_COASTS = table.parse(rows);

const byFormerProvince = Map.groupBy(communes(), (one) => one.formerProvince);
const bySea = new Map(
  SEA_COASTS.coasts.map(({ sea, formerProvinces }) => [
    sea,
    formerProvinces.flatMap((name) => (byFormerProvince.get(name) ?? []).map(({ code }) => code)),
  ]),
);

/** Communes of the provinces whose coast a sea area adjoins; none for the open sea and for what is no sea area. */
export function coastOf(unit: Unit): readonly Unit[] {
  return bySea.get(unit) ?? [];
}

/** Sea areas that the coast of a commune's province adjoins. */
export function seasOff(commune: Unit): Unit[] {
  const former = formerProvinceOf(commune);
  return SEA_COASTS.coasts.flatMap(({ sea, formerProvinces }) => (former !== null && formerProvinces.includes(former) ? [sea] : []));
}
