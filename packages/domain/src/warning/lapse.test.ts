import { aBulletin, aStormArea } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { assess } from '../risk/index.ts';
import { decideIssue, emptyEventState, type EventState, lapses } from './index.ts';

const NOW = '2025-11-06T01:00:00.000Z';
const END = '2025-11-06T12:00:00.000Z';

function after(overrides: Parameters<typeof aBulletin>[0], id: string, state: EventState, now = NOW): EventState {
  const assessed = assess(aBulletin(overrides));
  if (!assessed.ok) throw new Error(assessed.reason);
  const decision = decideIssue(assessed.assessment, state, now);
  return decision.kind === 'issue' ? decision.stateAfter({ id }) : decision.state;
}

const first = after({}, 'test-1', emptyEventState);

test('a warning that runs out without a successor lapses at its end, once', () => {
  expect(lapses(first, '2025-11-06T11:59:59.999Z')).toEqual({ lapsed: [], state: first });
  const { lapsed, state } = lapses(first, END);
  expect(lapsed).toEqual([{ warningId: 'test-1', lapsedAt: END }]);
  expect(lapses(state, '2025-11-07T00:00:00.000Z').lapsed).toEqual([]);
});

test('one that was ended does not lapse', () => {
  const ended = after({ sequence: 2, type: 'final', areas: [] }, 'test-2', first);
  expect(lapses(ended, '2025-11-08T00:00:00.000Z').lapsed).toEqual([]);
});

test('a series lapses when the last of what it has in force runs out, by its last warning', () => {
  const short = aStormArea({
    places: [{ kind: 'former-province', name: 'Phú Yên' }],
    window: { from: '2025-11-06T00:00:00.000Z', to: '2025-11-06T06:00:00.000Z' },
  });
  const added = after({ sequence: 2, scope: 'partial', areas: [short] }, 'test-2', first);
  expect(lapses(added, '2025-11-06T06:00:00.000Z').lapsed).toEqual([]);
  expect(lapses(added, END).lapsed).toEqual([{ warningId: 'test-2', lapsedAt: END }]);
});

test('each series of an event lapses by itself, and each status', () => {
  const both = after({ issuer: 'gia-lai', sequence: 1 }, 'test-2', after({ status: 'Actual' }, 'actual-1', first));
  expect(lapses(both, END).lapsed.map((one) => one.warningId)).toEqual(['test-1', 'actual-1', 'test-2']);
});
