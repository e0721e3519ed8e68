import { aBulletin, aBulletinInput, aStormArea } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { type Bulletin, bulletin } from '../bulletin/index.ts';
import { assess } from '../risk/index.ts';
import { decideIssue, differencesAmong, emptyEventState, type EventState, hazardsInForce, type Warning } from './index.ts';

const NOW = '2025-11-06T01:00:00.000Z';
const later = (hours: number): string => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString();
const land = (names: string[], announcedLevel: number | undefined, from = 1, to = 24) =>
  aStormArea({
    places: names.map((name) => ({ kind: 'former-province', name })),
    announcedLevel,
    window: { from: later(from), to: later(to) },
  });

let serial = 0;
function issue(one: Bulletin, state: EventState) {
  const assessed = assess(one);
  if (!assessed.ok) throw new Error(assessed.reason);
  const decision = decideIssue(assessed.assessment, state, NOW);
  if (decision.kind !== 'issue') return { reason: decision.reason, state: decision.state };
  serial += 1;
  const warning: Warning = { ...decision.draft, id: `test-${serial}`, number: serial };
  return { warning, state: decision.stateAfter(warning), changes: warning.entries.map(({ change }) => change) };
}
const warningOf = (one: Bulletin): Warning => {
  const { warning } = issue(one, emptyEventState);
  if (warning === undefined) throw new Error('nothing issued');
  return warning;
};

const national = aBulletin({ areas: [land(['Bình Định', 'Phú Yên'], 4)] });
const provincial = aBulletin({ issuer: 'gia-lai', event: { id: 'another-id' }, areas: [land(['Bình Định'], 3)] });

describe('levels of several issuers for one place', () => {
  test('differ: each warning names the other, the places both speak of, and which of the two governs', () => {
    const [one, other] = [warningOf(national), warningOf(provincial)];
    const found = differencesAmong([one, other]);
    expect(found.get(one.id)).toMatchObject([{ warningId: other.id, issuer: 'gia-lai', theirs: 3, ours: 4, governs: 'ours' }]);
    expect(found.get(other.id)).toMatchObject([{ warningId: one.id, issuer: 'nchmf', theirs: 4, ours: 3, governs: 'theirs' }]);
    const units = new Set(other.entries.flatMap((entry) => entry.units));
    expect(new Set(found.get(one.id)?.flatMap((difference) => difference.units))).toEqual(units);
    expect(one.entries.flatMap((entry) => entry.units).length).toBeGreaterThan(units.size);
  });

  test.each([
    ['the same level', [land(['Bình Định'], 4)]],
    ['other places', [land(['Cà Mau'], 2)]],
    ['another time', [land(['Bình Định'], 2, 30, 40)]],
  ])('do not differ with %s', (_, areas) => {
    expect(differencesAmong([warningOf(national), warningOf(aBulletin({ issuer: 'gia-lai', areas }))]).size).toBe(0);
  });

  test('do not differ with two series of one issuer', () => {
    expect(differencesAmong([warningOf(national), warningOf(aBulletin({ family: 'quick', areas: [land(['Bình Định'], 2)] }))]).size).toBe(
      0,
    );
  });
});

describe('an alert from abroad about an event of Viet Nam', () => {
  const abroad = bulletin.parse({
    ...aBulletin({ issuer: 'tmd', family: 'cap', areas: [land(['Bình Định'], undefined)] }),
    country: 'TH',
    citizens: [{ kind: 'former-province', name: 'Phú Yên' }],
  });
  const both = issue(abroad, issue(national, emptyEventState).state).state;

  test('keeps no end away from the people, and moves no level', () => {
    expect(issue(aBulletin({ sequence: 2, type: 'final', areas: [] }), both).changes).toEqual(['ended']);
    const first = issue(abroad, emptyEventState).state;
    expect(issue(national, first).changes).toEqual(['new']);
  });
  test('is in force with the places whose citizens may hear of it, and proposes no raise', () => {
    const rows = hazardsInForce(both, national.status, NOW);
    expect(rows.map(({ citizens }) => citizens)).toEqual([undefined, []]);
    const rain = { ...aStormArea(), places: [{ kind: 'former-province', name: 'Bình Định' }], parameters: { rainMm24h: 150 } };
    const given = bulletin.parse({ ...aBulletinInput(), family: 'rain', hazard: 'heavy-rain', type: 'warning', areas: [rain] });
    const result = assess(given, { inForce: rows.filter(({ citizens }) => citizens !== undefined) });
    expect(result.ok && result.assessment.raises).toBeUndefined();
  });
  test('is ended by its own issuer, whatever Viet Nam says', () => {
    const { changes } = issue({ ...abroad, sequence: 2, type: 'final', areas: [] }, issue(abroad, emptyEventState).state);
    expect(changes).toEqual(['ended']);
  });
});
