import { type Bulletin, type BulletinArea, bulletinTypes, hazardGroup, type Storm } from '@loa/domain/bulletin';
import { without } from '@loa/domain/desk';
import { assess } from '@loa/domain/risk';
import { asBefore, doublesOf, takenFrom, withEdge } from '../../services/console/web/src/desk/at-once.ts';
import type { Written } from '../../services/console/web/src/desk/model.ts';

/** The controls that a forecaster has. `single`: a field for every value, and a press that announces what the table gives. */
export type Controls = 'single' | 'at-once';

/** How many controls have to be touched to come from a proposal to a bulletin, at least. */
export interface Touches {
  readonly head: number;
  /** Of centre, movement and track: by `single` each number is one, by `at-once` the numbers and words of a position typed in one line. */
  readonly storm: number;
  /** Of areas: places, values, windows, onsets. */
  readonly areas: number;
  readonly levels: number;
  /** Text in Vietnamese and English: written anew. */
  readonly words: number;
}

export const totalOf = ({ head, storm, areas, levels, words }: Touches): number => head + storm + areas + levels + words;

/**
 * The least touches over all ways of using the controls: areas of the proposal are paired with those of the bulletin as is cheapest, after each combination of the controls
 * that set many at once. What a report does not give of a storm is left as proposed: its absence is the reporter's, not the forecaster's.
 */
export function touchesBetween(proposal: Bulletin, base: Bulletin, wanted: Bulletin, controls: Controls): Touches {
  const ways = controls === 'single' ? [{ start: proposal, pressed: 0 }] : startsOf(proposal, wanted);
  const areas = ways.map(({ start, pressed }) => pressed + areaTouches(start, wanted, controls));
  return {
    head: Number(proposal.type !== wanted.type && typeAfter(proposal, wanted) !== wanted.type) + Number(proposal.hazard !== wanted.hazard),
    storm: stormTouches(stormOf(proposal), stormOf(wanted), controls),
    areas: Math.min(...areas),
    levels: levelTouches(base, wanted, controls),
    words: Number(wanted.text?.vi !== undefined) + Number(wanted.text?.en !== undefined),
  };
}

const stormOf = (one: Bulletin): Storm | undefined => ('storm' in one ? one.storm : undefined);

/** Another hazard of the same family brings its first type with it. */
const typeAfter = (proposal: Bulletin, wanted: Bulletin): string | undefined =>
  proposal.hazard !== wanted.hazard && hazardGroup(proposal.hazard) === hazardGroup(wanted.hazard)
    ? bulletinTypes(wanted.hazard)[0]?.id
    : proposal.type;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const differs = (proposed: unknown, wanted: unknown): number => Number(wanted !== undefined && !same(proposed, wanted));

type Position = Storm['centre'];
const SAID = ['at', 'lat', 'lon', 'windForce', 'gustForce', 'place'] as const;
function positionTouches(proposed: Partial<Position>, wanted: Position, controls: Controls): number {
  const [time, ...said] = SAID.map((name) => differs(proposed[name], wanted[name]));
  const values = said.reduce((sum, one) => sum + one, 0);
  return (time ?? 0) + (controls === 'single' ? values : Math.min(values, 1));
}

function stormTouches(proposed: Storm | undefined, wanted: Storm | undefined, controls: Controls): number {
  if (wanted === undefined) return 0;
  const movement = (['direction', 'speedKmh'] as const).map((name) => differs(proposed?.movement?.[name], wanted.movement?.[name]));
  return (
    positionTouches(proposed?.centre ?? {}, wanted.centre, controls) +
    movement.reduce((sum, one) => sum + one, 0) +
    rowTouches(proposed?.steps ?? [], wanted.steps, controls)
  );
}

/** Rows in their order: changed, taken away, or added by a press and then filled. */
function rowTouches(proposed: readonly Position[], wanted: readonly Position[], controls: Controls): number {
  const [row, ...rows] = proposed;
  const [one, ...others] = wanted;
  if (one === undefined) return proposed.length;
  const added = 1 + positionTouches({}, one, controls) + rowTouches(proposed, others, controls);
  if (row === undefined) return added;
  return Math.min(added, 1 + rowTouches(rows, wanted, controls), positionTouches(row, one, controls) + rowTouches(rows, others, controls));
}

interface Start {
  readonly start: Bulletin;
  readonly pressed: number;
}

/** Every combination of: one time for all beginnings, one for all ends, and doubles left in one of their areas, up to three. */
function startsOf(proposal: Bulletin, wanted: Bulletin): Start[] {
  const edges = (edge: 'from' | 'to') => [undefined, ...new Set(wanted.areas.map(({ window }) => window[edge]))];
  const timed = edges('from').flatMap((from) =>
    edges('to').map((to): Start => {
      const began = from === undefined ? proposal : as(withEdge(proposal, 'from', from));
      const start = to === undefined ? began : as(withEdge(began, 'to', to));
      return { start, pressed: Number(from !== undefined) + Number(to !== undefined) };
    }),
  );
  const grown = [timed];
  for (let n = 0; n < 3; n += 1) grown.push((grown.at(-1) ?? []).flatMap(resolved));
  return grown.flat();
}

const resolved = ({ start, pressed }: Start): Start[] =>
  doublesOf(start).flatMap(({ first, second, places }) =>
    [first, second].map((index) => ({ start: as(takenFrom(start, index, places)), pressed: pressed + 1 })),
  );

const as = (written: Written): Bulletin => written as unknown as Bulletin;

/** The cheapest pairing: an area that is left over is taken away by one touch, one that is missing is added by one and filled. */
function areaTouches(start: Bulletin, wanted: Bulletin, controls: Controls): number {
  // An area that is added has the window of the one above it.
  const window = controls === 'single' ? undefined : start.areas.at(-1)?.window;
  const none: Partial<BulletinArea> = { places: [], ...(window && { window }) };
  const known = new Map<string, number>();
  const from = (at: number, left: readonly number[]): number => {
    const key = `${String(at)}:${left.join()}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const area = start.areas[at];
    const least =
      area === undefined
        ? left.reduce((sum, index) => sum + 1 + fieldTouches(none, wanted.areas[index], controls), 0)
        : Math.min(
            1 + from(at + 1, left),
            ...left.map(
              (index) =>
                fieldTouches(area, wanted.areas[index], controls) +
                from(
                  at + 1,
                  left.filter((one) => one !== index),
                ),
            ),
          );
    known.set(key, least);
    return least;
  };
  return from(
    0,
    wanted.areas.map((_, index) => index),
  );
}

function fieldTouches(area: Partial<BulletinArea>, wanted: BulletinArea | undefined, controls: Controls): number {
  if (wanted === undefined) return 0;
  const [held, asked] = [area.parameters ?? {}, wanted.parameters] as [Record<string, unknown>, Record<string, unknown>];
  const names = [...new Set([...Object.keys(held), ...Object.keys(asked)])];
  const values = names.filter((name) => !same(held[name], asked[name])).length;
  const times = Number(area.window?.from !== wanted.window.from) + Number(area.window?.to !== wanted.window.to);
  const rest = Number(area.onset !== wanted.onset) + Number(area.response !== wanted.response);
  return values + times + rest + placeTouches(area.places ?? [], wanted.places, controls);
}

/** One by one, or a list typed at once. */
function placeTouches(held: readonly unknown[], wanted: readonly unknown[], controls: Controls): number {
  const keys = (places: readonly unknown[]) => new Set(places.map((place) => JSON.stringify(place)));
  const [before, after] = [keys(held), keys(wanted)];
  const apart = before.symmetricDifference(after).size;
  return controls === 'single' ? apart : Math.min(apart, 1);
}

/** Announced levels: area by area, or by the press that takes the table's or the one that takes those of before, and then area by area. */
function levelTouches(base: Bulletin, wanted: Bulletin, controls: Controls): number {
  const announced = wanted.areas.map(({ announcedLevel }) => announcedLevel);
  const bare = { ...wanted, areas: wanted.areas.map((area) => without(area, 'announcedLevel', 'levelReason')) } as Bulletin;
  const table = bare.areas.map((area) => tableLevel({ ...bare, areas: [area] } as Bulletin));
  const before = as(asBefore(bare, base)).areas.map(({ announcedLevel }) => announcedLevel);
  const left = (given: readonly unknown[]): number => announced.filter((level, at) => !same(level, given[at])).length;
  const both = before.map((level, at) => level ?? table[at]);
  const ways = [left([]), 1 + left(table), ...(controls === 'single' ? [] : [1 + left(before), 2 + left(both)])];
  return Math.min(...ways);
}

/** What the table gives an area whose places come to one level. */
function tableLevel(one: Bulletin): number | undefined {
  const found = assess(one);
  if (!found.ok) return undefined;
  const levels = new Set(found.assessment.areas.map(({ level }) => level ?? undefined));
  return levels.size === 1 ? [...levels][0] : undefined;
}
