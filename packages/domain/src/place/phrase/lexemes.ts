import { nameKey } from '../name-key.ts';
import { keyOf, LONGEST, type Named, type Vocabulary, vocabulary } from './vocabulary.ts';
import { type Role, SIDES } from './words.ts';

/** A piece of a phrase: a name with all it may stand for, a side of the compass, a dash, a word with a role, or what is unknown. */
export type Lexeme = { readonly text: string } & (
  | { role: 'name'; names: readonly Named[]; words: readonly string[] }
  | { role: 'compass'; side: string }
  | { role: 'dash' }
  | { role: 'unknown' }
  | Role
);

type Token = { readonly text: string; readonly word: string | null };
type Match = { readonly end: number; readonly words: readonly string[] };

/** A phrase cut into names and words, the longest first; whether it was written with marks says how names are matched. */
export function lexemesOf(text: string): { lexemes: Lexeme[]; marked: boolean } {
  const marked = nameKey(text).hasMarks;
  const tokens = tokensOf(text);
  const words = vocabulary(marked);
  const lexemes: Lexeme[] = [];
  for (let at = 0; at < tokens.length;) {
    const { lexeme, end } = nextLexeme(tokens, at, words, marked, lexemes.at(-1)?.role);
    lexemes.push(lexeme);
    at = end;
  }
  return { lexemes, marked };
}

function tokensOf(text: string): Token[] {
  const pieces = text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+|[(),;/+]|[-–—]/gu) ?? [];
  return pieces.map((piece) => ({ text: piece, word: /^[\p{L}\p{N}]/u.test(piece) ? piece.toLowerCase() : null }));
}

function nextLexeme(tokens: readonly Token[], at: number, words: Vocabulary, marked: boolean, after: Lexeme['role'] | undefined) {
  const first = tokens[at];
  if (first?.word === null) return { lexeme: punctuation(first.text, words), end: at + 1 };
  const name = longest(tokens, at, marked, (key) => words.names.has(key));
  const role = longest(tokens, at, marked, (key) => words.words.has(key));
  const side = sideBefore(tokens, at, words, marked);
  if (side !== null && (after === 'side' || side.reach > Math.max(name?.end ?? at, role?.end ?? at))) {
    const end = at + side.words;
    return { lexeme: { role: 'compass' as const, side: side.side, text: textOf(tokens, at, end) }, end };
  }
  // "Thị xã Duyên Hải" is a name, "duyên hải" alone the coast.
  if (name !== null && name.end > (role?.end ?? at) - (after === 'type' ? 1 : 0))
    return { lexeme: nameLexeme(tokens, at, name, words, marked), end: name.end };
  if (role !== null) {
    const found = words.words.get(keyOf(role.words, marked)) ?? { role: 'filler' };
    return { lexeme: { ...found, text: textOf(tokens, at, role.end) }, end: role.end };
  }
  const text = first?.text ?? '';
  return { lexeme: { role: /^\d+$/.test(text) ? ('time' as const) : ('unknown' as const), text }, end: at + 1 };
}

function punctuation(text: string, words: Vocabulary): Lexeme {
  return /^[-–—]$/.test(text) ? { role: 'dash', text } : { ...(words.words.get(text) ?? { role: 'unknown' as const }), text };
}

function nameLexeme(tokens: readonly Token[], at: number, match: Match, words: Vocabulary, marked: boolean): Lexeme {
  const names = words.names.get(keyOf(match.words, marked)) ?? [];
  return { role: 'name', names, words: match.words, text: textOf(tokens, at, match.end) };
}

/** The longest run of words from `at` that is known; dashes inside a name are skipped ("Thừa Thiên - Huế"). */
function longest(tokens: readonly Token[], at: number, marked: boolean, known: (key: string) => boolean): Match | null {
  const words: string[] = [];
  let found: Match | null = null;
  for (let end = at; end < tokens.length && words.length < LONGEST; end += 1) {
    const token = tokens[end];
    if (token?.word === null && token.text.length === 1 && /[-–—]/.test(token.text) && words.length > 0) continue;
    if (token?.word == null) break;
    words.push(token.word);
    if (known(keyOf(words, marked))) found = { end: end + 1, words: [...words] };
  }
  return found;
}

/**
 * A side of the compass at `at`. Where a name of a region, province or sea follows, it reaches to the end of that name, so
 * that "Tây Bắc Biển Đông" is the west of Bắc Biển Đông and "Nam Định" no south; of two such readings the one with the longer name.
 */
function sideBefore(tokens: readonly Token[], at: number, words: Vocabulary, marked: boolean) {
  const readings = SIDES.flatMap((side) => {
    const length = side.split(' ').length;
    const given = tokens.slice(at, at + length).map((token) => token.word ?? '');
    if (keyOf(given, marked) !== keyOf(side.split(' '), marked)) return [];
    const from = afterFillers(tokens, at + length, words, marked);
    const name = longest(tokens, from, marked, (key) => (words.names.get(key) ?? []).some(isLarge));
    return [{ side, words: length, reach: name?.end ?? at + length, named: name === null ? 0 : name.words.length }];
  });
  return readings.toSorted((one, other) => other.reach - one.reach || other.named - one.named || other.words - one.words)[0] ?? null;
}

function afterFillers(tokens: readonly Token[], at: number, words: Vocabulary, marked: boolean): number {
  const filler = longest(tokens, at, marked, (key) => ['filler', 'each', 'type'].includes(words.words.get(key)?.role ?? ''));
  return filler === null ? at : afterFillers(tokens, filler.end, words, marked);
}

const isLarge = (named: Named) => named.kind === 'region' || named.kind === 'province' || named.kind === 'sea';

const textOf = (tokens: readonly Token[], from: number, to: number) =>
  tokens
    .slice(from, to)
    .map((token) => token.text)
    .join(' ');
