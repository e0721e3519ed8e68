import { type Bulletin, type BulletinArea, bulletinTypes, hazardGroup, type Storm } from '@loa/domain/bulletin';
import { without } from '@loa/domain/desk';
import { assess } from '@loa/domain/risk';

/** How many fields have to be touched to come from a proposal to a bulletin, at least. */
export interface Touches {
  readonly head: number;
  /** Of centre, movement and track: each number and time is one; a row more or less is one. */
  readonly storm: number;
  /** Of areas: each place, value, window and onset. */
  readonly areas: number;
  /** Area by area, or one press that takes the table's and then area by area. */
  readonly levels: number;
  /** Text in Vietnamese and English: written anew. */
  readonly words: number;
}

export const totalOf = ({ head, storm, areas, levels, words }: Touches): number => head + storm + areas + levels + words;

/**
 * The least touches: areas and rows of the proposal are paired with those of the bulletin as is cheapest. What a report does not give of a
 * storm is left as proposed: its absence is the reporter's, not the forecaster's.
 */
export function touchesBetween(proposal: Bulletin, wanted: Bulletin): Touches {
  return {
    head: Number(proposal.type !== wanted.type && typeAfter(proposal, wanted) !== wanted.type) + Number(proposal.hazard !== wanted.hazard),
    storm: stormTouches(stormOf(proposal), stormOf(wanted)),
    areas: areaTouches(proposal, wanted),
    levels: levelTouches(wanted),
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
const positionTouches = (proposed: Partial<Position>, wanted: Position): number =>
  SAID.reduce((sum, name) => sum + differs(proposed[name], wanted[name]), 0);

function stormTouches(proposed: Storm | undefined, wanted: Storm | undefined): number {
  if (wanted === undefined) return 0;
  const movement = (['direction', 'speedKmh'] as const).map((name) => differs(proposed?.movement?.[name], wanted.movement?.[name]));
  return (
    positionTouches(proposed?.centre ?? {}, wanted.centre) +
    movement.reduce((sum, one) => sum + one, 0) +
    rowTouches(proposed?.steps ?? [], wanted.steps)
  );
}

/** Rows in their order: changed, taken away, or added by a press and then filled. */
function rowTouches(proposed: readonly Position[], wanted: readonly Position[]): number {
  const [row, ...rows] = proposed;
  const [one, ...others] = wanted;
  if (one === undefined) return proposed.length;
  const added = 1 + positionTouches({}, one) + rowTouches(proposed, others);
  if (row === undefined) return added;
  return Math.min(added, 1 + rowTouches(rows, wanted), positionTouches(row, one) + rowTouches(rows, others));
}

/** The cheapest pairing: an area that is left over is taken away by one touch, one that is missing is added by one and filled. */
function areaTouches(start: Bulletin, wanted: Bulletin): number {
  const none: Partial<BulletinArea> = { places: [] };
  const known = new Map<string, number>();
  const from = (at: number, left: readonly number[]): number => {
    const key = `${String(at)}:${left.join()}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const area = start.areas[at];
    const least =
      area === undefined
        ? left.reduce((sum, index) => sum + 1 + fieldTouches(none, wanted.areas[index]), 0)
        : Math.min(
            1 + from(at + 1, left),
            ...left.map(
              (index) =>
                fieldTouches(area, wanted.areas[index]) +
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

function fieldTouches(area: Partial<BulletinArea>, wanted: BulletinArea | undefined): number {
  if (wanted === undefined) return 0;
  const [held, asked] = [area.parameters ?? {}, wanted.parameters] as [Record<string, unknown>, Record<string, unknown>];
  const names = [...new Set([...Object.keys(held), ...Object.keys(asked)])];
  const values = names.filter((name) => !same(held[name], asked[name])).length;
  const times = Number(area.window?.from !== wanted.window.from) + Number(area.window?.to !== wanted.window.to);
  const rest = Number(area.onset !== wanted.onset) + Number(area.response !== wanted.response);
  return values + times + rest + placeTouches(area.places ?? [], wanted.places);
}

function placeTouches(held: readonly unknown[], wanted: readonly unknown[]): number {
  const keys = (places: readonly unknown[]) => new Set(places.map((place) => JSON.stringify(place)));
  return keys(held).symmetricDifference(keys(wanted)).size;
}

function levelTouches(wanted: Bulletin): number {
  const announced = wanted.areas.map(({ announcedLevel }) => announcedLevel);
  const bare = { ...wanted, areas: wanted.areas.map((area) => without(area, 'announcedLevel', 'levelReason')) } as Bulletin;
  const table = bare.areas.map((area) => tableLevel({ ...bare, areas: [area] } as Bulletin));
  const left = (given: readonly unknown[]): number => announced.filter((level, at) => !same(level, given[at])).length;
  return Math.min(left([]), 1 + left(table));
}

/** What the table gives an area whose places come to one level. */
function tableLevel(one: Bulletin): number | undefined {
  const found = assess(one);
  if (!found.ok) return undefined;
  const levels = new Set(found.assessment.areas.map(({ level }) => level ?? undefined));
  return levels.size === 1 ? [...levels][0] : undefined;
}
