import type { ReplayArea, ReplayBulletin } from '../replay/shift.ts';
import { hearsAt, unitsOf } from './places.ts';

/** A person as the oracle needs them. */
export interface OraclePerson {
  readonly id: number;
  readonly audience: string;
  readonly channels: readonly string[];
  readonly units: readonly string[];
}

interface Word {
  readonly level: number;
  readonly onset: number;
  readonly until: number;
  readonly action: number;
}

const ACTIONS = ['Monitor', 'Prepare', 'Avoid', 'Shelter', 'Evacuate'];
const DEFAULT_ACTION = [0, 0, 1, 1, 2, 3];
const THREE_HOURS = 3 * 3_600_000;

/** One expected delivery: `<bulletin>|<person>|<channel>`. */
export const keyOf = (bulletin: string, person: number, channel: string): string => `${bulletin}|${person}|${channel}`;

/**
 * Who must have been told of what, when each bulletin of an event comes after everybody was told of the one before, and one
 * series speaks per event. A plain double loop over bulletins and people: it shares no code with the pipeline it judges.
 */
export function expectedDeliveries(bulletins: readonly ReplayBulletin[], registry: readonly OraclePerson[]): Set<string> {
  const people = registry.map((one) => ({ ...one, units: hearsAt(one.audience, one.units) }));
  const expected = new Set<string>();
  const byEvent = Map.groupBy(bulletins, (one) => one.event.id);
  for (const line of byEvent.values()) {
    const told = new Map<number, Map<string, Word>>();
    let inForce = new Map<string, Word>();
    for (const bulletin of line.toSorted((a, b) => a.sequence - b.sequence)) {
      const now = Date.parse(bulletin.finishedAt);
      const said = wordsOf(bulletin, now);
      const closing = bulletin.type === 'final' || bulletin.type === 'cancellation';
      const dropped =
        closing || bulletin.scope === 'full'
          ? [...inForce].filter(([unit, word]) => !said.has(unit) && word.until > now).map(([unit]) => unit)
          : [];
      for (const person of people) {
        const knows = told.get(person.id) ?? new Map<string, Word>();
        const lost = person.units.filter((unit) => dropped.includes(unit) && (knows.get(unit)?.until ?? 0) > now);
        const here = person.units.flatMap((unit) => (said.has(unit) ? [[unit, said.get(unit) as Word] as const] : []));
        const news = closing ? false : here.some(([unit, word]) => isNews(word, knows.get(unit), now, person.audience));
        if (!news && lost.length === 0) continue;
        for (const channel of person.channels)
          expected.add(keyOf(`${bulletin.issuer}.${bulletin.family}.${bulletin.event.id}.${bulletin.sequence}`, person.id, channel));
        if (news) for (const [unit, word] of here) knows.set(unit, stronger(knows.get(unit), word, now));
        if (!news) for (const unit of lost) knows.delete(unit);
        told.set(person.id, knows);
      }
      inForce = closing ? new Map<string, Word>() : bulletin.scope === 'full' ? said : new Map([...inForce, ...said]);
    }
  }
  return expected;
}

function wordsOf(bulletin: ReplayBulletin, now: number): Map<string, Word> {
  const words = new Map<string, Word>();
  for (const area of bulletin.areas) {
    const word = wordOf(area);
    if (Date.parse(area.window.to) <= now) continue;
    for (const unit of new Set(area.places.flatMap(unitsOf))) {
      const other = words.get(unit);
      words.set(unit, other === undefined ? word : together(other, word));
    }
  }
  return words;
}

function wordOf(area: ReplayArea): Word {
  const given = area.announcedLevel ?? 0;
  const level = typeof given === 'number' ? given : given[1];
  return {
    level,
    onset: Date.parse(area.onset ?? area.window.from),
    until: Date.parse(area.window.to),
    action: area.response === undefined ? (DEFAULT_ACTION[level] ?? 0) : ACTIONS.indexOf(area.response),
  };
}

function together(a: Word, b: Word): Word {
  const level = Math.max(a.level, b.level);
  const onset = Math.min(...[a, b].filter((one) => one.level === level).map((one) => one.onset));
  return { level, onset, until: Math.max(a.until, b.until), action: Math.max(a.action, b.action) };
}

function stronger(known: Word | undefined, word: Word, now: number): Word {
  if (known === undefined || known.until <= now) return word;
  return {
    level: Math.max(known.level, word.level),
    onset: Math.min(known.onset, word.onset),
    until: Math.max(known.until, word.until),
    action: Math.max(known.action, word.action),
  };
}

function isNews(word: Word, known: Word | undefined, now: number, audience: string): boolean {
  if (known === undefined || known.until <= now) return true;
  if (word.level > known.level) return true;
  if (word.level === known.level && known.onset - word.onset >= THREE_HOURS) return true;
  if (word.action > known.action) return true;
  return word.level < known.level && audience !== 'citizen';
}
