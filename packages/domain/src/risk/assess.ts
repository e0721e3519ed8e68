import { type Bulletin, type BulletinArea, bulletinId, type Level, type Response } from '../bulletin/bulletin.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';
import type { AssessedArea, Assessment, LevelSource, Verdict } from './assessment.ts';
import type { Facts } from './decision-table.ts';
import { evaluate, type Provisional } from './evaluate.ts';
import { type HazardInForce, proposeRaises } from './propose-raises.ts';
import { type Rulebook, rulebookAmong, tableOf } from './rulebook.ts';
import { RULEBOOKS } from './rulebooks.ts';
import { type UnitsByKin, unitsByKin } from './units-by-kin.ts';

/** An assessment, or why there is none and where in the bulletin the fault lies. */
export type AssessResult = { ok: true; assessment: Assessment } | { ok: false; reason: string; path: (string | number)[] };

export type AssessOptions = {
  /** `off`: provisional rows give no level. */
  readonly provisional?: Provisional;
  readonly rulebooks?: readonly Rulebook[];
  /** What other hazards of the event have in force: raises are proposed against it. */
  readonly inForce?: readonly HazardInForce[];
};

/**
 * Level, clause and reason per unit and window, by the rulebook in force when the bulletin, or the one it replays, was
 * finished. One unknown place refuses the whole bulletin: it is never left out and never replaced by a larger area. The
 * issuer's level outranks the table's; both are kept.
 */
export function assess(bulletin: Bulletin, options: AssessOptions = {}): AssessResult {
  const { provisional = 'on', rulebooks = RULEBOOKS, inForce = [] } = options;
  const rulebook = rulebookAmong(rulebooks, bulletin.country ?? 'VN', bulletin.replayOf?.finishedAt ?? bulletin.finishedAt);
  const areas: AssessedArea[] = [];
  for (const [index, area] of bulletin.areas.entries()) {
    const named = unitsByKin(area.places);
    if (!named.ok) return { ok: false, reason: named.reason, path: ['areas', index, 'places', named.index] };
    for (const { verdict, units } of verdicts(rulebook, bulletin.hazard, area, named, provisional))
      areas.push(assessedArea(area, verdict, units, bulletin.finishedAt));
  }
  const raises = inForce.length === 0 ? [] : proposeRaises(bulletin.hazard, areas, inForce);
  const assessment = { bulletinId: bulletinId(bulletin), bulletin, rulebook: rulebook?.id ?? 'none', areas };
  return { ok: true, assessment: raises.length === 0 ? assessment : { ...assessment, raises } };
}

function assessedArea(area: BulletinArea, verdict: Verdict, units: Unit[], at: Instant): AssessedArea {
  const { level, source, range } = actedOn(area.announcedLevel, verdict);
  const difference = differenceOf(area.announcedLevel, verdict);
  const onset = area.onset ?? area.window.from;
  const certainty = area.certainty ?? (area.basis === 'observed' && onset <= at ? 'Observed' : undefined);
  return {
    units,
    window: area.window,
    onset,
    level,
    source,
    ...(range && { announcedRange: range }),
    ...(difference && { difference }),
    verdict,
    response: area.response ?? defaultResponse(level),
    ...(certainty && { certainty }),
  };
}

type Judged = { readonly verdict: Verdict; units: Unit[] };

/** Units by what the table says of them; those whose facts are equal are judged once. */
function verdicts(
  rulebook: Rulebook | undefined,
  hazard: Bulletin['hazard'],
  area: BulletinArea,
  { units: named, doubled }: { units: UnitsByKin; doubled: readonly Unit[] },
  provisional: Provisional,
): Judged[] {
  const contested = rulebook?.contested.find((one) => one.hazard === hazard);
  const table = rulebook && tableOf(rulebook, hazard);
  if (table === undefined) {
    const verdict: Verdict = contested === undefined ? NO_TABLE : { kind: 'none', reason: 'contested', readings: [...contested.readings] };
    const units = joined([...named.values()]);
    return [{ verdict, units: doubled.length === 0 ? units : [...new Set(units)] }];
  }
  const factsOf = table.read(area.parameters, area.window, area.severity);
  const byFacts = new Map<string, { verdict: Verdict; lists: (readonly Unit[])[] }>();
  for (const units of named.values()) {
    const facts = factsOf(units[0] ?? '');
    const words = facts === null ? '' : wordsOf(facts);
    const known = byFacts.get(words);
    if (known !== undefined) known.lists.push(units);
    else byFacts.set(words, { verdict: facts === null ? NO_TABLE : evaluate(table, facts, provisional), lists: [units] });
  }
  const judged = [...byFacts.values()].map(({ verdict, lists }): Judged => ({ verdict, units: joined(lists) }));
  return alike(doubled.length === 0 ? judged : onlyHighest(judged, doubled));
}

/** Lists of thousands of units, joined as blocks: unit by unit was a third of an assessment. */
const joined = (lists: readonly (readonly Unit[])[]): Unit[] => ([] as Unit[]).concat(...lists);

/** Groups of equal verdicts as one. */
function alike(groups: readonly Judged[]): Judged[] {
  if (groups.length < 2) return [...groups];
  const byVerdict = Map.groupBy(groups, ({ verdict }) => JSON.stringify(verdict));
  return [...byVerdict.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ verdict: first.verdict, units: joined(same.map(({ units }) => units)) }];
  });
}

/** Each doubled unit in the group of its highest level alone. */
function onlyHighest(groups: readonly Judged[], doubled: readonly Unit[]): Judged[] {
  const level = ({ verdict }: Judged) => (verdict.kind === 'level' ? verdict.level : 0);
  for (const unit of doubled) {
    const holders = groups.filter((one) => one.units.includes(unit)).toSorted((one, other) => level(other) - level(one));
    for (const one of holders.slice(1)) one.units = one.units.filter((other) => other !== unit);
    const [best] = holders;
    if (best !== undefined) best.units = [...new Set(best.units)];
  }
  return groups.filter((one) => one.units.length > 0);
}

const NO_TABLE: Verdict = { kind: 'none', reason: 'no-table' };

function wordsOf(facts: Facts): string {
  let words = '.';
  for (const name in facts) words += `${name}=${facts[name]?.en ?? ''};${facts[name]?.either === undefined ? '' : '?'}`;
  return words;
}

type ActedOn = { level: Level | null; source: LevelSource | null; range?: [Level, Level] };

function actedOn(announced: BulletinArea['announcedLevel'], verdict: Verdict): ActedOn {
  if (typeof announced === 'number') return { level: announced, source: 'announced' };
  if (announced !== undefined) return { level: Math.max(...announced), source: 'announced', range: announced };
  if (verdict.kind === 'level') return { level: verdict.level, source: 'proposed' };
  return { level: null, source: null };
}

function differenceOf(announced: BulletinArea['announcedLevel'], verdict: Verdict): AssessedArea['difference'] {
  if (announced === undefined || verdict.kind === 'none') return undefined;
  const [low, high] = typeof announced === 'number' ? [announced, announced] : announced;
  if (low > verdict.level) return 'announced-higher';
  return high < verdict.level ? 'announced-lower' : undefined;
}

const RESPONSE: Readonly<Record<number, Response>> = { 5: 'Shelter', 4: 'Avoid', 3: 'Prepare', 2: 'Prepare' };

function defaultResponse(level: Level | null): Response {
  return RESPONSE[level ?? 1] ?? 'Monitor';
}
