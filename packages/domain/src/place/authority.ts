import { z } from 'zod';
import { type Hazard, hazard } from '../bulletin/hazard.ts';
import { provinceByCode, provinceOf, seaAreaById, seaAreas } from './gazetteer.ts';
import type { Unit } from './place-ref.ts';
import { resolvePlace } from './resolve-place.ts';

const all = z.literal('all');

/** What an issuer may warn of, and where: hazards × places. A sea area stands for itself and its islands, a composite one for its members. */
export const authority = z.strictObject({
  hazards: z.union([all, z.array(hazard)]),
  provinces: z.union([
    all,
    z.array(z.string().refine((code) => provinceByCode(code) !== undefined, { error: 'expected the 2-digit code of a province' })),
  ]),
  seaAreas: z.union([all, z.array(z.string().refine((id) => seaAreaById(id) !== undefined, { error: 'expected the id of a sea area' }))]),
});
/** See {@link authority}. */
export type Authority = z.output<typeof authority>;

/** Whether a bulletin lies inside its issuer's authority, and the units that do not. */
export type WithinAuthority = { ok: true } | { ok: false; reason: 'hazard-outside-authority' | 'place-outside-authority'; outside: Unit[] };

/** Judges a hazard and units against an authority; where the hazard is outside, every unit is. */
export function withinAuthority(held: Authority, warnedOf: Hazard, units: readonly Unit[]): WithinAuthority {
  if (held.hazards !== 'all' && !held.hazards.includes(warnedOf))
    return { ok: false, reason: 'hazard-outside-authority', outside: [...units] };
  const seas = new Set((held.seaAreas === 'all' ? seaAreas().map((one) => one.id) : held.seaAreas).flatMap(seaUnits));
  const outside = units.filter((unit) => !seas.has(unit) && !onLand(held, unit));
  return outside.length === 0 ? { ok: true } : { ok: false, reason: 'place-outside-authority', outside };
}

function onLand(held: Authority, unit: Unit): boolean {
  const province = provinceOf(unit);
  return province !== null && (held.provinces === 'all' || held.provinces.includes(province));
}

function seaUnits(id: string): readonly Unit[] {
  const resolved = resolvePlace({ kind: 'sea-area', id });
  return resolved.ok ? resolved.units : [];
}
