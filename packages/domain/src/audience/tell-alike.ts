import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';
import { mayHear } from './citizen-limit.ts';
import { type Person, type Telling, type tellPerson } from './tell-person.ts';

const numbers = new WeakMap<Warning, ReadonlyMap<Unit, number>>();

/** Which entry of the warning each unit is under; the last one where several name it, as the decision reads them. */
function entryNumbers(warning: Warning): ReadonlyMap<Unit, number> {
  const known = numbers.get(warning);
  if (known !== undefined) return known;
  const made = new Map(warning.entries.flatMap((entry, nth) => entry.units.map((unit) => [unit, nth] as const)));
  numbers.set(warning, made);
  return made;
}

/** All that is said of a person but their places. */
type Kind = Required<Omit<Person, 'units'>>;

/** Written out field by field: it is asked of everybody in the country. `satisfies` keeps a field from being left out. */
function kindOf({ audience, leastNeed, leastNeeds, supply, exercises, watchdog }: Person): string {
  const kind = { audience, leastNeed, leastNeeds, supply, exercises, watchdog } satisfies Kind;
  let needs = '';
  for (const hazard in kind.leastNeeds) needs += `${hazard} ${kind.leastNeeds[hazard as keyof typeof kind.leastNeeds]} `;
  return `${audience} ${leastNeed} ${supply} ${exercises} ${watchdog} ${needs}`;
}

/**
 * The decision about people with one place who were told nothing of the event: they differ in nothing but their kind and the entry that
 * their place is under, so each kind is asked about once. A kind is all that is said of a person but their places. What comes back is one object for all of a kind, and names the place of the first of them. Null for people with several places: they are asked about one by one.
 */
export function tellAlike(decide: typeof tellPerson, warning: Warning, now: Instant): (person: Person) => Telling | null {
  const entries = entryNumbers(warning);
  const kept = new Map<string, Telling>();
  return (person) => {
    const [unit] = person.units;
    if (unit === undefined || person.units.length > 1) return null;
    const nth = entries.get(unit) ?? -1;
    const entry = warning.entries[nth];
    const heard = entry !== undefined && mayHear(warning, person.audience, unit, entry);
    const key = `${nth} ${heard} ${kindOf(person)}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const telling = decide({ person, warning, earlier: [], now });
    kept.set(key, telling);
    return telling;
  };
}
