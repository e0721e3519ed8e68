import { type Database, issuingTable } from '@loa/adapters/postgres';
import { bulletin } from '@loa/domain/bulletin';
import { assess } from '@loa/domain/risk';
import { decideIssue } from '@loa/domain/warning';
import { aStormArea } from '@loa/testing/builders';
import { anAssessment } from '@loa/testing/contract/tables';
import { readFileSync } from 'node:fs';

/** A time of 6 November 2025 in Viet Nam, or of another day of that month. */
export const at = (time: string, day = 6): string => new Date(`2025-11-0${String(day)}T${time}:00+07:00`).toISOString();

const SEASON = new URL('../../../standalone/fixtures/season-2025.jsonl', import.meta.url);

/** Issues bulletin no. `sequence` of storm no. 13 of 2025 (Kalmaegi) as it was published, with another status. */
export async function issueKalmaegi(db: Database, sequence: number, status: 'Actual' | 'Exercise', now: string): Promise<string> {
  const lines = readFileSync(SEASON, 'utf8').trimEnd().split('\n');
  const all = lines.map((line) => bulletin.parse({ ...JSON.parse(line), status }));
  const one = all.find((it) => it.event.id === 'storm-2025-13-kalmaegi' && it.sequence === sequence);
  if (one === undefined) throw new Error(`the season has no bulletin ${String(sequence)} of this storm`);
  const assessed = assess(one);
  if (!assessed.ok) throw new Error(assessed.reason);
  return idOf(await issuingTable(db).issue(assessed.assessment, { now, decide: decideIssue }));
}

/** Issues a bulletin of a storm in Bình Định from `now` to the evening, urgent unless `overrides` say otherwise. */
export async function issueStorm(
  db: Database,
  id: string,
  now: string,
  overrides: Parameters<typeof anAssessment>[0] = {},
): Promise<string> {
  const areas = [aStormArea({ announcedLevel: 4, window: { from: now, to: at('23:00') } })];
  const assessment = anAssessment({ event: { id }, status: 'Actual', finishedAt: now, areas, ...overrides });
  return idOf(await issuingTable(db).issue(assessment, { now, decide: decideIssue }));
}

function idOf(issued: Awaited<ReturnType<ReturnType<typeof issuingTable>['issue']>>): string {
  if (issued.decision !== 'issued') throw new Error(issued.reason);
  return issued.warning.id;
}
