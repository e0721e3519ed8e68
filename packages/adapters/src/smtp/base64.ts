/** RFC 2045, 6.8: at most so many characters to a line. */
const LINE = 76;
/** So many bytes become four characters; fewer can only stand at the end. */
const WHOLE = 3;
/** Of UTF-8 for a unit of a string. */
const MOST_BYTES = 3;

let scratch = Buffer.allocUnsafeSlow(4_096);

/** Twice as fast as by a regular expression. */
function lined(digits: string): string {
  let lines = digits.slice(0, LINE);
  for (let at = LINE; at < digits.length; at += LINE) lines += `\r\n${digits.slice(at, at + LINE)}`;
  return lines;
}

/** A text in UTF-8 as base64 in lines. */
export const base64 = (text: string): string => lined(Buffer.from(text, 'utf8').toString('base64'));

/** A stretch of text between words from its nth byte on: what of it is encoded by itself, and the bytes left over. */
interface Stretch {
  readonly lines: string;
  readonly left: Buffer;
}

/**
 * Texts that differ from `text` in what stands in place of `words`, as base64 in lines: what stands around them is encoded once. Lines at a
 * word are shorter than others, as they may be. What comes back takes the values in the order of the words.
 */
export function base64Around(text: string, words: readonly string[]): (values: readonly string[]) => string {
  const { between, which } = cutAt(text, words);
  const [first = Buffer.alloc(0), ...rest] = between.map((one) => Buffer.from(one, 'utf8'));
  const made = new Map<number, Stretch>();
  const stretch = (nth: number, bytes: Buffer, from: number): Stretch => {
    const known = made.get(nth * WHOLE + from);
    if (known !== undefined) return known;
    const end = bytes.length - ((bytes.length - from) % WHOLE);
    const one = { lines: lined(bytes.toString('base64', from, end)), left: bytes.subarray(end) };
    made.set(nth * WHOLE + from, one);
    return one;
  };
  return (values) => {
    // What is encoded for these values alone, one piece after another; a buffer of its own for each would take longer than the encoding.
    const room = rest.reduce((sum, _, at) => sum + valueAt(values, which, at).length * MOST_BYTES + 2 * WHOLE, WHOLE);
    if (scratch.length < room) scratch = Buffer.allocUnsafeSlow(room);
    const begun = stretch(0, first, 0);
    let all = begun.lines;
    let used = begun.left.copy(scratch);
    const add = (lines: string): void => void (all += all === '' || lines === '' ? lines : `\r\n${lines}`);
    rest.forEach((bytes, at) => {
      used += scratch.write(valueAt(values, which, at), used, 'utf8');
      const from = (WHOLE - (used % WHOLE)) % WHOLE;
      used += bytes.copy(scratch, used, 0, from);
      // Too short to fill up what cannot be encoded alone.
      if (bytes.length < from) return;
      add(lined(scratch.toString('base64', 0, used)));
      const { lines, left } = stretch(at + 1, bytes, from);
      add(lines);
      used = left.copy(scratch);
    });
    add(lined(scratch.toString('base64', 0, used)));
    return all;
  };
}

const valueAt = (values: readonly string[], which: readonly number[], at: number): string => values[which[at] ?? 0] ?? '';

/** The stretches of a text between words, and which word stands after each. */
function cutAt(text: string, words: readonly string[]): { between: string[]; which: number[] } {
  const between: string[] = [];
  const which: number[] = [];
  let from = 0;
  for (;;) {
    const found = words.map((word, nth) => ({ nth, word, at: text.indexOf(word, from) })).filter(({ at }) => at >= 0);
    const next = found.toSorted((a, b) => a.at - b.at)[0];
    between.push(text.slice(from, next?.at));
    if (next === undefined) return { between, which };
    which.push(next.nth);
    from = next.at + next.word.length;
  }
}
