import { createReadStream } from 'node:fs';

/** Bytes of a line that nobody writes for one person; what goes beyond is passed over without being held. */
export const LONGEST = 8_192;

/** A line of a file, from 1; `end`: where the next one begins. */
export interface Line {
  readonly number: number;
  readonly end: number;
  /** Null with the reason why there is none. */
  readonly text: string | null;
  readonly fault: 'too-long' | 'not-utf-8' | null;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Before the first line. */
export const START = { line: 0, bytes: 0 };

/**
 * The lines of a file, in the groups in which they were read, from where a line ended: its number, and the bytes up to the next one. Memory does
 * not grow with the file, nor with any line of it.
 */
export async function* linesOf(path: string, from: { readonly line: number; readonly bytes: number }): AsyncGenerator<Line[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let number = from.line;
  let offset = from.bytes;
  let begun: Buffer = Buffer.alloc(0);
  let tooLong = false;

  const lineOf = (bytes: Buffer, end: number): Line => {
    number += 1;
    const long = tooLong || bytes.length > LONGEST;
    tooLong = false;
    if (long) return { number, end, text: null, fault: 'too-long' };
    try {
      return { number, end, text: decoder.decode(bytes.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes), fault: null };
    } catch {
      return { number, end, text: null, fault: 'not-utf-8' };
    }
  };

  for await (const chunk of createReadStream(path, { start: from.bytes, highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    const lines: Line[] = [];
    let next = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, next)) {
      const piece = chunk.subarray(next, at);
      lines.push(lineOf(begun.length === 0 ? piece : Buffer.concat([begun, piece]), offset + at + 1));
      begun = Buffer.alloc(0);
      next = at + 1;
    }
    const rest = chunk.subarray(next);
    tooLong ||= begun.length + rest.length > LONGEST;
    begun = tooLong ? Buffer.alloc(0) : Buffer.concat([begun, rest]);
    offset += chunk.length;
    if (lines.length > 0) yield lines;
  }
  if (begun.length > 0 || tooLong) yield [lineOf(begun, offset)];
}
