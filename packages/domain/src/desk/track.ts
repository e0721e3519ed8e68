import type { Storm } from '../bulletin/index.ts';
import type { Instant } from '../time.ts';

type Position = Storm['centre'];
type Timed = Position & { readonly at: Instant };
type Span = number | readonly [number, number];

/** What a position says in numbers, and how fine a bulletin says it: degrees to a tenth, forces whole. */
const FINENESS = { lat: 10, lon: 10, windForce: 1, gustForce: 1 } as const;
type Said = keyof typeof FINENESS;

/**
 * What a forecast track says for an instant: the position that stands there, words and all, or numbers between the two positions around it;
 * nothing outside of it, and nothing where one of the two does not give the number.
 */
export function alongTrack(track: readonly Position[], at: Instant): Partial<Position> {
  const timed = track.filter((one): one is Timed => one.at !== undefined);
  const next = timed.findIndex((one) => one.at >= at);
  const [before, after] = [timed[next - 1], timed[next]];
  if (after?.at === at) return after;
  if (before === undefined || after === undefined) return {};
  const share = (Date.parse(at) - Date.parse(before.at)) / (Date.parse(after.at) - Date.parse(before.at));
  const names = Object.keys(FINENESS) as Said[];
  return Object.fromEntries(
    names.flatMap((name) => between(before[name], after[name], share, FINENESS[name]).map((value) => [name, value])),
  );
}

function between(from: Span | undefined, to: Span | undefined, share: number, fineness: number): Span[] {
  if (from === undefined || to === undefined) return [];
  const [low, high] = ([0, 1] as const).map((end) => {
    const [one, other] = [endOf(from, end), endOf(to, end)];
    return Math.round((one + (other - one) * share) * fineness) / fineness;
  }) as [number, number];
  return [low === high ? low : [low, high]];
}

const endOf = (span: Span, end: 0 | 1): number => (typeof span === 'number' ? span : span[end]);
