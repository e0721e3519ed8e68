import { type Bulletin, type BulletinArea, bulletinId, type Level, type Response } from '../bulletin/bulletin.ts';
import type { PlaceRef, Unit } from '../place/place-ref.ts';
import { resolvePlace } from '../place/resolve-place.ts';
import type { AssessedArea, Assessment, LevelSource, Verdict } from './assessment.ts';
import type { DecisionTable, Facts } from './decision-table.ts';
import { evaluate } from './evaluate.ts';
import { RULEBOOK, tableOf } from './rulebook.ts';

/** An assessment, or why there is none and where in the bulletin the fault lies. */
export type AssessResult = { ok: true; assessment: Assessment } | { ok: false; reason: string; path: (string | number)[] };

/**
 * Level, clause and reason per unit and window. One unknown place refuses the whole bulletin: it is never left out and
 * never replaced by a larger area. The issuer's level outranks the table's; both are kept.
 */
export function assess(bulletin: Bulletin): AssessResult {
  const areas: AssessedArea[] = [];
  for (const [index, area] of bulletin.areas.entries()) {
    const resolved = unitsOf(area.places);
    if (!resolved.ok) return { ok: false, reason: resolved.reason, path: ['areas', index, 'places', resolved.index] };
    areas.push(...assessArea(tableOf(bulletin.hazard), area, resolved.units));
  }
  return { ok: true, assessment: { bulletinId: bulletinId(bulletin), bulletin, rulebook: RULEBOOK.id, areas } };
}

/** Units by the unit as which each is judged: itself, or for an island named by the sea around it that sea area. */
type JudgedUnits = ReadonlyMap<Unit, Unit>;

function unitsOf(places: readonly PlaceRef[]): { ok: true; units: JudgedUnits } | { ok: false; reason: string; index: number } {
  const units = new Map<Unit, Unit>();
  for (const [index, place] of places.entries()) {
    const resolved = resolvePlace(place);
    if (!resolved.ok)
      return { ok: false, reason: `${resolved.reason}: "${resolved.given}"; nearest: ${resolved.nearest.join(', ')}`, index };
    for (const unit of resolved.units) {
      const as = resolved.judgedAs?.get(unit);
      if (as === undefined || !units.has(unit)) units.set(unit, as ?? unit);
    }
  }
  return { ok: true, units };
}

function assessArea(table: DecisionTable | undefined, area: BulletinArea, units: JudgedUnits): AssessedArea[] {
  const { window } = area;
  return verdicts(table, area, units).map(({ verdict, units: same }) => {
    const { level, source, range } = actedOn(area.announcedLevel, verdict);
    return {
      units: same,
      window,
      onset: area.onset ?? window.from,
      level,
      source,
      ...(range && { announcedRange: range }),
      verdict,
      response: area.response ?? defaultResponse(level),
    };
  });
}

/** Units by what the table says of them; those whose facts are equal are judged once. */
function verdicts(table: DecisionTable | undefined, area: BulletinArea, units: JudgedUnits): { verdict: Verdict; units: Unit[] }[] {
  if (table === undefined) return [{ verdict: { kind: 'none', reason: 'no-table' }, units: [...units.keys()] }];
  const factsOf = table.read(area.parameters, area.window);
  const byFacts = Map.groupBy(units, ([, as]) => wordsOf(factsOf(as)));
  const byVerdict = new Map<string, { verdict: Verdict; units: Unit[] }>();
  for (const same of byFacts.values()) {
    const verdict = evaluate(table, factsOf(same[0]?.[1] ?? ''));
    const key = JSON.stringify(verdict);
    const found = byVerdict.get(key);
    const named = same.map(([unit]) => unit);
    if (found === undefined) byVerdict.set(key, { verdict, units: named });
    else found.units.push(...named);
  }
  return [...byVerdict.values()];
}

const wordsOf = (facts: Facts) =>
  Object.entries(facts)
    .map(([name, fact]) => `${name}=${fact?.en ?? ''}`)
    .join(';');

type ActedOn = { level: Level | null; source: LevelSource | null; range?: [Level, Level] };

function actedOn(announced: BulletinArea['announcedLevel'], verdict: Verdict): ActedOn {
  if (typeof announced === 'number') return { level: announced, source: 'announced' };
  if (announced !== undefined) return { level: Math.max(...announced), source: 'announced', range: announced };
  if (verdict.kind === 'level') return { level: verdict.level, source: 'proposed' };
  return { level: null, source: null };
}

const RESPONSE: Readonly<Record<number, Response>> = { 5: 'Shelter', 4: 'Avoid', 3: 'Prepare', 2: 'Prepare' };

function defaultResponse(level: Level | null): Response {
  return RESPONSE[level ?? 1] ?? 'Monitor';
}
