import { expect, test } from 'vitest';
import { bulletin, bulletinTypes, type Hazard, hazardIds } from '../bulletin/index.ts';
import { assess } from './assess.ts';
import { assessment } from './assessment.ts';

const COUNT = 10_000;
const KNOWN_REASON = /^(below-thresholds|no-table|contested|provisional-off|parameter-missing: \w+)$/;

/** A plain generator (mulberry32), so that a failure names the same bulletin on every machine. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Parameters that meet a row of each hazard's table, where there is one. */
const PARAMETERS: Readonly<Record<Hazard, object>> = {
  storm: { windForce: [12, 13], gustForce: 16, waveM: 7 },
  'tropical-depression': { windForce: 7 },
  surge: { surgeM: 3.5 },
  'heavy-rain': { rainMm24h: [200, 300], durationDays: 3, terrain: 'plain', localMaxMm: 500 },
  'river-flood': {
    station: 'Hà Nội',
    river: 'Hồng',
    stage: 3,
    aboveStageM: [0.2, 0.4],
    levelM: 11.8,
    stage1M: 9.5,
    stage2M: 10.5,
    stage3M: 11.5,
  },
  'flash-flood-landslide': { rainMm24h: 300, rainDaysBefore: 4, susceptibility: 'high' },
  heat: { tempMaxC: [38, 40], durationDays: 6 },
  drought: { waterShortagePct: 60, durationMonths: 4 },
  'salt-intrusion': { isoline4Km: [45, 55], isoline1Km: 70 },
  'strong-wind-at-sea': { windForce: [6, 7], waveM: [2, 4] },
  fog: { visibilityM: 40, setting: 'motorway-airport' },
  'whirlwind-lightning-hail': { communeSharePct: 60, hailMm: 20 },
  'severe-cold': { tempMeanC: 7, durationDays: 6, terrain: 'plain' },
  'forest-fire': { warningGrade: 5, forestGroup: 4 },
  earthquake: { intensityMsk: 6.5, setting: 'town', magnitude: 5.1 },
  tsunami: { waveM: 5, intensity: 9 },
  'high-tide': { stage: 3, aboveStageM: 0.2 },
  'large-waves': { waveM: [4, 6] },
  'dam-release': { dischargeM3s: 1500, reservoir: 'Hòa Bình' },
  subsidence: { lengthM: 40 },
  other: { count: 3 },
};

const whole = (hazard: Hazard) => ({
  issuer: 'nchmf',
  family: 'family',
  event: { id: 'event', name: { vi: 'Sự kiện', en: 'Event' } },
  hazard,
  ...(hazard === 'other' && { hazardName: { vi: 'Thiên thạch' } }),
  type: bulletinTypes(hazard)[0]?.id,
  sequence: 1,
  finishedAt: '2025-11-06T08:00:00+07:00',
  status: 'Test',
  scope: 'full',
  areas: [
    {
      places: [
        { kind: 'province', code: '56' },
        { kind: 'former-province', name: 'Bình Định' },
        { kind: 'sea-area', id: 'khanh-hoa' },
      ],
      window: { from: '2025-11-06T08:00:00+07:00', to: '2025-11-09T08:00:00+07:00' },
      parameters: structuredClone(PARAMETERS[hazard]),
    },
    {
      places: [{ kind: 'commune', code: '21583' }],
      window: { from: '2025-11-06T08:00:00+07:00', to: '2025-11-07T08:00:00+07:00' },
      parameters: structuredClone(PARAMETERS[hazard]),
      announcedLevel: [1, 2],
    },
  ],
});

type Node = Record<string, unknown>;
/** Every place in a bulletin where something stands: its holder and key. */
function spots(node: unknown): { holder: Node; key: string }[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.keys(node).flatMap((key) => [{ holder: node as Node, key }, ...spots((node as Node)[key])]);
}

const ABSURD = [1e9, -1e9, Number.NaN, Number.POSITIVE_INFINITY, 1e-300, -0.5, 451, 40_000];
const WRONG_TYPE = [null, true, 'x', '', [], {}, [1], { value: 3 }, undefined, '2025-13-45T99:00:00Z'];
const WRONG_UNIT = [
  (n: number) => `${String(n)} mm`,
  (n: number) => n * 1000,
  (n: number) => `${String(n)}m`,
  (n: number) => n * 1.8 + 32,
  (n: number) => [n, n, n],
];
const UNKNOWN_PLACE = [
  { kind: 'commune', code: '99999' },
  { kind: 'former-province', name: 'Atlantis' },
  { kind: 'sea-area', id: 'bien-chet' },
  { kind: 'province', code: '99' },
  { kind: 'planet', name: 'Mars' },
  'Hà Nội',
];

type Random = () => number;
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

/** Parameters of one area; an empty object where the bulletin no longer has any. */
function parametersOf(given: Node, random: Random): Node {
  const found = spots(given).flatMap(({ holder, key }) =>
    key === 'parameters' && typeof holder[key] === 'object' ? [holder[key] as Node | null] : [],
  );
  return pick(random, found.length > 0 ? found : [{}]) ?? {};
}

/** What a mutation does to the bulletin; it may leave it valid. */
const MUTATIONS: readonly ((given: Node, random: Random) => void)[] = [
  function missing(given, random) {
    const { holder, key } = pick(random, spots(given));
    Reflect.deleteProperty(holder, key);
  },
  function wrongType(given, random) {
    const { holder, key } = pick(random, spots(given));
    holder[key] = structuredClone(pick(random, WRONG_TYPE));
  },
  function absurdNumber(given, random) {
    const numbers = spots(given).filter(({ holder, key }) => typeof holder[key] === 'number');
    const { holder, key } = pick(random, numbers);
    holder[key] = pick(random, ABSURD);
  },
  function wrongUnit(given, random) {
    const numbers = spots(given).filter(({ holder, key }) => typeof holder[key] === 'number');
    const { holder, key } = pick(random, numbers);
    holder[key] = pick(random, WRONG_UNIT)(Number(holder[key]));
  },
  function unknownPlace(given, random) {
    const areas = (Array.isArray(given['areas']) ? given['areas'] : []).filter((area): area is Node =>
      Array.isArray((area as Node | undefined)?.['places']),
    );
    if (areas.length > 0) (pick(random, areas)['places'] as unknown[]).push(structuredClone(pick(random, UNKNOWN_PLACE)));
  },
  function unknownField(given, random) {
    const objects = [
      given,
      ...spots(given).flatMap(({ holder, key }) =>
        typeof holder[key] === 'object' && holder[key] !== null && !Array.isArray(holder[key]) ? [holder[key] as Node] : [],
      ),
    ];
    pick(random, objects)['surprise'] = 1;
  },
  function missingParameter(given, random) {
    const parameters = parametersOf(given, random);
    Reflect.deleteProperty(parameters, pick(random, Object.keys(parameters)));
  },
  function shiftedParameter(given, random) {
    const parameters = parametersOf(given, random);
    const numbers = Object.keys(parameters).filter((key) => typeof parameters[key] === 'number');
    if (numbers.length > 0) parameters[pick(random, numbers)] = Math.round(random() * 1000) / 10;
  },
  function otherHazard(given, random) {
    given['hazard'] = pick(random, hazardIds);
  },
];

/** What became of a bulletin: a refusal that names the field, or verdicts that are levels or named reasons. */
function outcomeOf(given: unknown): string {
  const parsed = bulletin.safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) expect(issue.path.length > 0 || issue.code === 'unrecognized_keys').toBe(true);
    return 'refused by the schema';
  }
  const result = assess(parsed.data);
  if (!result.ok) {
    expect(result.reason).toMatch(/^[a-z]+(-[a-z]+)+: "/);
    expect(result.path.slice(0, 1)).toEqual(['areas']);
    return 'refused for a place';
  }
  for (const area of assessment.parse(JSON.parse(JSON.stringify(result.assessment))).areas) {
    if (area.verdict.kind === 'none') expect(area.verdict.reason).toMatch(KNOWN_REASON);
    else expect([area.verdict.met.vi, area.verdict.row?.vi]).not.toContain('');
    if (area.source === null) expect([area.level, area.verdict.kind]).toEqual([null, 'none']);
    if (area.source === 'proposed') expect(area.verdict).toMatchObject({ kind: 'level', level: area.level });
  }
  return 'assessed';
}

test('as they stand, all bulletins that are mutated here are assessed', () => {
  for (const hazard of hazardIds) expect([hazard, outcomeOf(whole(hazard))]).toEqual([hazard, 'assessed']);
});

test(`of ${String(COUNT)} mutated bulletins each is refused by name or said a named reason or a level that its values meet; none throws`, () => {
  const random = randomOf(18_2021);
  const seen: Record<string, number> = {};
  for (let index = 0; index < COUNT; index += 1) {
    const given = whole(pick(random, hazardIds));
    const times = pick(random, [1, 1, 1, 2, 3]);
    for (let time = 0; time < times; time += 1) pick(random, MUTATIONS)(given, random);
    const outcome = outcomeOf(given);
    seen[outcome] = (seen[outcome] ?? 0) + 1;
  }
  console.info(`mutated bulletins: ${JSON.stringify(seen)}`);
  expect(Object.keys(seen).toSorted()).toEqual(['assessed', 'refused by the schema', 'refused for a place']);
});
