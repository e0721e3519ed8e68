/** What may stand in a slot of a pattern. `phrase` ends before the next sentence begins, `text` need not; `most`: characters. */
export type SlotValue =
  | { readonly kind: 'text' | 'phrase'; readonly most: number }
  | { readonly kind: 'number' | 'time' | 'date' }
  | { readonly kind: 'one-of'; readonly values: readonly string[] };

/** A piece of a pattern: words as they stand, a slot, or one of several runs of pieces; an empty run makes it optional. */
export type Piece = string | { readonly slot: string; readonly value: SlotValue } | { readonly either: readonly Pattern[] };
export type Pattern = readonly Piece[];

/** `at`: how far the text was an instance, characters. */
export type PatternMatch = { readonly fits: true } | { readonly fits: false; readonly at: number };

const WRITTEN = { number: /\d+(?:[.,]\d+)?/y, time: /\d{1,2}:\d{2}/y, date: /\d{1,2}\/\d{1,2}(?:\/\d{4})?/y } as const;

const beginsSentence = (text: string, at: number): boolean => text.startsWith('. ', at) && /\p{Lu}/u.test(text.slice(at + 2, at + 4));

function* endsOfSlot(value: SlotValue, text: string, start: number): Generator<number> {
  if (value.kind === 'one-of') {
    for (const one of value.values) if (text.startsWith(one, start)) yield start + one.length;
  } else if (value.kind === 'text' || value.kind === 'phrase') {
    const last = Math.min(text.length, start + value.most);
    for (let at = start; at < last && !(value.kind === 'phrase' && beginsSentence(text, at)); at += 1) yield at + 1;
  } else {
    const written = WRITTEN[value.kind];
    written.lastIndex = start;
    if (written.test(text)) yield written.lastIndex;
  }
}

/**
 * Is the whole text an instance of the pattern? Follows every position that can be reached at once, so that no text and no pattern takes
 * longer than their lengths multiplied, as a regular expression that tries one way after the other could.
 */
export function matchPattern(pattern: Pattern, text: string): PatternMatch {
  let furthest = 0;
  const after = (piece: Piece, starts: ReadonlySet<number>): ReadonlySet<number> => {
    if (typeof piece === 'object' && 'either' in piece)
      return new Set(piece.either.flatMap((run) => [...run.reduce((from: ReadonlySet<number>, one) => after(one, from), starts)]));
    const ends = new Set<number>();
    for (const start of starts)
      if (typeof piece === 'object') for (const end of endsOfSlot(piece.value, text, start)) ends.add(end);
      else if (text.startsWith(piece, start)) ends.add(start + piece.length);
    furthest = Math.max(furthest, ...ends);
    return ends;
  };
  const ends = pattern.reduce((from: ReadonlySet<number>, piece) => after(piece, from), new Set([0]));
  return ends.has(text.length) ? { fits: true } : { fits: false, at: furthest };
}

const TOKEN = /\{(\w+):(?:(text|phrase):(\d{1,3})|(number|time|date))\}|\[|\]|[^[\]{}]+|[{}]/g;

/**
 * Reads a pattern: `{name:text:120}`, `{name:phrase:60}`, `{name:number}`, `{name:time}`, `{name:date}` are slots, what stands in `[…]` may be
 * absent. A string: what was expected where it cannot be read.
 */
export function readPattern(written: string): Pattern | string {
  const runs: Piece[][] = [[]];
  for (const [token, slot, free, most, kind] of written.matchAll(TOKEN)) {
    const run = runs.at(-1);
    if (token === '[') runs.push([]);
    else if (token === ']') {
      const inner = runs.pop();
      if (inner === undefined || runs.length === 0) return 'expected [ before ]';
      runs.at(-1)?.push({ either: [[], inner] });
    } else if (slot === undefined) {
      if (token === '{' || token === '}') return 'expected {name:text:120}, {name:phrase:60}, {name:number}, {name:time} or {name:date}';
      run?.push(token);
    } else run?.push({ slot, value: valueOf(free, most, kind) });
  }
  const [pattern, open] = runs;
  return open === undefined ? (pattern ?? []) : 'expected ] after [';
}

function valueOf(free: string | undefined, most: string | undefined, kind: string | undefined): SlotValue {
  if (free === 'text' || free === 'phrase') return { kind: free, most: Number(most) };
  return { kind: kind === 'time' || kind === 'date' ? kind : 'number' };
}
