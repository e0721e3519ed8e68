import { type Precedence, precedenceOf, tellAlike, type tellPerson } from '@loa/domain/audience';
import type { Channel, Language, Lane } from '@loa/domain/audience';
import type { Unit } from '@loa/domain/place';
import type { Warning } from '@loa/domain/warning';
import { type Earlier, type OwnRows, personKey } from './earlier.ts';
import type { Person } from './people.ts';

type Told = Extract<ReturnType<typeof tellPerson>, { tell: true }>;

/** A delivery row to be written. */
export interface PlannedRow {
  readonly person: Person;
  readonly channel: Channel;
  /** One object for many rows, but for the places. */
  readonly told: Told;
  readonly units: readonly Unit[];
  /** The batch whose place in the queue the row takes over; null for the end of its own. */
  readonly place: number | null;
  /** The first, unless the person has moved since. */
  readonly telling: number;
}

/** A batch to be written, with its rows. */
export interface PlannedBatch {
  readonly channel: Channel;
  readonly lane: Lane;
  readonly language: Language;
  readonly place: number | null;
  readonly precedence: Precedence;
  readonly rows: readonly PlannedRow[];
}

/** What a slice writes. */
export interface Plan {
  readonly batches: readonly PlannedBatch[];
  /** Rows that wait for the morning, without a batch. */
  readonly held: readonly PlannedRow[];
  /** Delivery ids that give way. */
  readonly replaced: readonly number[];
  /** Delivery ids that a sender has, and that are not to go out after what is told now. */
  readonly overtaken: readonly number[];
  /** How many were left alone, by the decision's reason. */
  readonly untold: Readonly<Record<string, number>>;
}

export interface PlanOptions {
  readonly warning: Warning;
  readonly now: string;
  readonly decide: typeof tellPerson;
  readonly batchRows: number;
  /** Places of which citizens are not told by this warning: they wait for a second person, or a later warning speaks there. */
  readonly silent: ReadonlySet<Unit>;
  /** A row of this warning that gave way to another may be told again: the other one ended untold. */
  readonly revive: boolean;
}

/** Decides for each person and channel, and groups what is to be told into batches. Pure. */
export function plan(people: readonly Person[], earlier: Earlier, options: PlanOptions): Plan {
  const rows: PlannedRow[] = [];
  const replaced: number[] = [];
  const overtaken: number[] = [];
  const untold: Record<string, number> = {};
  const alike = tellAlike(options.decide, options.warning, options.now);
  for (const person of people)
    for (const channel of person.channels) {
      const key = personKey(person.id, channel);
      const heard = withoutSilent(person, options.silent);
      const asked = askedOf(heard, earlier.own.get(key), options.revive);
      const waits = heard.units.length === 0 && person.units.length > 0;
      const reason = waits ? 'held' : asked === null ? 'has-a-row' : tell(key, asked.person, channel, asked.telling);
      if (reason !== null) untold[reason] = (untold[reason] ?? 0) + 1;
    }
  const going = rows.filter(({ told }) => told.holdUntil === null);
  const held = rows.filter(({ told }) => told.holdUntil !== null);
  return { batches: intoBatches(going, options.batchRows), held, replaced, overtaken, untold };

  function tell(key: string, person: Person, channel: Channel, telling: number): string | null {
    if (person.units.length === 0) return 'no-place-of-theirs';
    const told = earlier.told.get(key) ?? [];
    const shared = told.length === 0 ? alike(person) : null;
    const decision =
      shared ??
      options.decide({ person: { ...person, units: [...person.units] }, warning: options.warning, earlier: told, now: options.now });
    const replaces = decision.replaces.filter((id) => earlier.free.has(id));
    replaced.push(...replaces);
    if (!decision.tell) return decision.reason;
    overtaken.push(...decision.overtakes);
    const place = replaces.map((id) => earlier.free.get(id) ?? null).find((one) => one !== null) ?? null;
    rows.push({ person, channel, told: decision, units: shared === null ? decision.units : person.units, place, telling });
    return null;
  }
}

function withoutSilent(person: Person, silent: ReadonlySet<Unit>): Person {
  if (silent.size === 0 || person.audience !== 'citizen' || person.supply) return person;
  return { ...person, units: person.units.filter((unit) => !silent.has(unit)) };
}

/**
 * Of which places a person with rows of this warning is asked about, where jobs name people: of all, where every row gave way to another
 * that ended untold; else of those that no row names, since the person has moved. Null: of none.
 */
function askedOf(person: Person, own: OwnRows | undefined, revive: boolean): { person: Person; telling: number } | null {
  if (own === undefined) return { person, telling: 1 };
  if (!revive) return null;
  if (own.gaveWay) return { person, telling: 1 };
  const units = person.units.filter((unit) => !own.units.has(unit));
  return units.length === 0 ? null : { person: { ...person, units }, telling: own.tellings + 1 };
}

/** Groups rows by everything a batch shares, in the order in which each group first appears, at most `batchRows` to a batch. */
function intoBatches(rows: readonly PlannedRow[], batchRows: number): PlannedBatch[] {
  const groups = new Map<string, PlannedRow[]>();
  for (const row of rows) {
    const key = `${row.channel}|${row.told.lane}|${row.person.language}|${row.place ?? ''}|${precedenceOf(row.person)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].flatMap((group) => chunks(group, batchRows).map(batchOf));
}

function batchOf(rows: readonly PlannedRow[]): PlannedBatch {
  const [first] = rows;
  if (first === undefined) throw new RangeError('a batch without rows');
  const { channel, told, person, place } = first;
  return { channel, lane: told.lane, language: person.language, place, precedence: precedenceOf(person), rows };
}

/** Cuts a list into pieces of at most `size`. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
  const pieces: T[][] = [];
  for (let at = 0; at < list.length; at += size) pieces.push(list.slice(at, at + size));
  return pieces;
}
