import type { Status } from '@loa/domain/bulletin';
import type { Asked, AskedCount } from '@loa/domain/ports';
import { silenceOf } from '@loa/domain/supply';
import type { Clock } from '@loa/runtime';
import { keptFor } from './kept-for.ts';
import { placeName } from './place-name.ts';

/** Whoever looks within so long gets the same answer. */
const KEPT_MS = 10_000;

/** Who of a status's warnings in force is asked to confirm and has not, outside the supply list. */
export type UnconfirmedLook = ReturnType<typeof lookAtUnconfirmed>;

/** Makes an {@link UnconfirmedLook}, whose answers are kept for ten seconds. */
export const lookAtUnconfirmed = ({ asked, clock }: { readonly asked: Asked; readonly clock: Clock }) =>
  keptFor(KEPT_MS, clock, async (of: Status, at: string) => {
    const warnings = [];
    // One after the other, so that an embedded database has time for what is on its way.
    for (const warning of await asked.warnings(of, at)) warnings.push({ warning, ...standingOf(await asked.counts(warning)) });
    return { at, status: of, warnings: warnings.filter((one) => one.asked > 0) };
  });

/** The sum of a warning, and its provinces, the highest need × silence first. */
function standingOf(counts: readonly AskedCount[]) {
  const sum = (of: readonly AskedCount[]) => {
    const count = (which: (one: AskedCount) => boolean): number => of.filter(which).reduce((total, one) => total + one.receivers, 0);
    return {
      asked: count(() => true),
      unconfirmed: count((one) => !one.confirmed),
      silent: count((one) => !one.confirmed && !one.taken),
      score: of.reduce((total, one) => total + one.need * silenceOf(one) * one.receivers, 0),
    };
  };
  const places = Map.groupBy(counts, (one) => one.province);
  const inAll = places.get(null) ?? [];
  places.delete(null);
  const provinces = [...places].map(([place, of]) => ({ province: place, name: placeName(place ?? ''), ...sum(of) }));
  return { ...sum(inAll), provinces: provinces.toSorted((one, other) => other.score - one.score) };
}
