import type { Lexeme } from './lexemes.ts';
import { Unread } from './outcome.ts';
import { nearestTo } from './settle.ts';

/** After these a word for a river speaks of the rivers of a region that follows, not of one river by name. */
const RIVERS_OF = new Set<Lexeme['role']>(['filler', 'type', 'each', 'from', 'river', 'rivers', 'side', 'compass']);

/** Refuses a phrase that speaks of another text, of a river by name, or in unknown words outside brackets. */
export function refuseWhatIsNoPlace(lexemes: readonly Lexeme[], text: string): void {
  if (lexemes.some((one) => one.role === 'elsewhere')) throw new Unread('refers-elsewhere', text);
  const outside = outsideBrackets(lexemes);
  const river = outside.some((one, at) => one.role === 'river' && !RIVERS_OF.has(outside[at + 1]?.role ?? 'unknown'));
  if (river) throw new Unread('river', text);
  const first = outside.findIndex((one) => one.role === 'unknown');
  if (first < 0) return;
  const run = outside.slice(first);
  const end = run.findIndex((one) => one.role !== 'unknown');
  const unread = (end < 0 ? run : run.slice(0, end)).map((one) => one.text).join(' ');
  throw new Unread('unknown-words', unread, nearestTo(unread));
}

function outsideBrackets(lexemes: readonly Lexeme[]): Lexeme[] {
  let depth = 0;
  return lexemes.filter((one) => {
    if (one.role === 'open') depth += 1;
    if (one.role === 'close') depth -= 1;
    return depth === 0;
  });
}
