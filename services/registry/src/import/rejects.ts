import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** A line that was not taken. */
export interface Reject {
  readonly line: number;
  /** Empty: the whole line. */
  readonly column: string;
  readonly reason: string;
}

const HEADER = 'line,column,reason\n';

/**
 * The file of what was not taken: line, column, reason, in the order of lines, and never a value. Written before the page that it is about, and
 * cut back to what was written of the list when a broken import goes on.
 */
export function rejectsFile(path: string, { upTo }: { upTo: number }): { append(rejects: readonly Reject[]): void } {
  if (upTo === 0) rmSync(path, { force: true });
  else if (existsSync(path)) {
    const [, ...lines] = readFileSync(path, 'utf8').split('\n');
    // A line that was cut off in the middle has no line break after it and is the last one.
    const kept = lines.slice(0, -1).filter((line) => Number(line.split(',')[0]) <= upTo);
    writeFileSync(path, kept.length === 0 ? '' : `${HEADER}${kept.join('\n')}\n`);
  }
  let begun = existsSync(path) && readFileSync(path).length > 0;
  return {
    append(rejects) {
      if (rejects.length === 0) return;
      const lines = rejects.map(({ line, column, reason }) => `${line},${column},"${reason}"\n`).join('');
      appendFileSync(path, begun ? lines : HEADER + lines);
      begun = true;
    },
  };
}
