import { bulletin } from '@loa/domain/bulletin';
import { readFileSync } from 'node:fs';
import type { ReplayBulletin } from './shift.ts';

/** A replay file that holds something else than bulletins; the message names line and field. */
class ReplayInvalid extends Error {
  override readonly name = 'ReplayInvalid';
  readonly code = 'replay-invalid';
}

/** Reads bulletins as JSON lines, each checked against the schema. Throws {@link ReplayInvalid}. */
export function readReplay(path: string): ReplayBulletin[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return [];
    const json: unknown = parse(line, path, at);
    const checked = bulletin.safeParse(json);
    const issue = checked.error?.issues[0];
    if (issue !== undefined) throw new ReplayInvalid(`${path}:${at + 1}: ${issue.path.join('.')}: ${issue.message}`);
    return [json as ReplayBulletin];
  });
}

function parse(line: string, path: string, at: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new ReplayInvalid(`${path}:${at + 1}: not JSON`);
  }
}
