import { aBulletin, aBulletinInput, aStormArea } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { bulletin } from '../bulletin/index.ts';
import { assess } from '../risk/index.ts';
import { decideIssue, emptyEventState, hazardsInForce } from './index.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const storm = aBulletin({ areas: [aStormArea({ announcedLevel: 4 })] });

function stateAfter(): typeof emptyEventState {
  const assessed = assess(storm);
  if (!assessed.ok) throw new Error(assessed.reason);
  const decision = decideIssue(assessed.assessment, emptyEventState, NOW);
  if (decision.kind !== 'issue') throw new Error(decision.reason);
  return decision.stateAfter({ id: 'test-1' });
}

test('what is in force is told with its hazard, level, window and units; in its own status and until it runs out', () => {
  const [only, ...more] = hazardsInForce(stateAfter(), storm.status, NOW);
  expect(only).toMatchObject({ hazard: 'storm', level: 4 });
  expect([only!.units.length > 0, more]).toEqual([true, []]);
  expect(hazardsInForce(stateAfter(), storm.status === 'Test' ? 'Actual' : 'Test', NOW)).toEqual([]);
  expect(hazardsInForce(stateAfter(), storm.status, only!.window.to)).toEqual([]);
  expect(hazardsInForce(emptyEventState, storm.status, NOW)).toEqual([]);
});

test('rain that falls where the storm is in force gets a proposal to raise its level, elsewhere none', () => {
  const inForce = hazardsInForce(stateAfter(), storm.status, NOW);
  const rainAt = (name: string) => {
    const area = { ...aStormArea(), places: [{ kind: 'former-province', name }], parameters: { rainMm24h: 150 } };
    const given = { ...aBulletinInput(), family: 'rain', hazard: 'heavy-rain', type: 'warning', areas: [area] };
    const result = assess(bulletin.parse(given), { inForce });
    return result.ok ? result.assessment.raises : result.reason;
  };
  expect(rainAt('Bình Định')).toMatchObject([{ allowed: [2, 3], with: ['storm'], clause: '4.4' }]);
  expect(rainAt('Cà Mau')).toBeUndefined();
});
