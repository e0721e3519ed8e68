import { aBulletin, aBulletinInput, aStormArea } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { type Bulletin, bulletin } from '../bulletin/index.ts';
import { assess } from '../risk/index.ts';
import { decideIssue, emptyEventState, type EventState, eventState, type IssueDecision } from './index.ts';

const NOW = '2025-11-06T01:00:00.000Z';
const later = (hours: number): string => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString();

function decide(one: Bulletin, state: EventState, now = NOW): IssueDecision {
  const assessed = assess(one);
  if (!assessed.ok) throw new Error(assessed.reason);
  return decideIssue(assessed.assessment, state, now);
}

let serial = 0;
/** The state after `one`, and what it changed: change → former provinces' worth of units. */
function issue(one: Bulletin, state: EventState, now = NOW) {
  const decision = decide(one, state, now);
  if (decision.kind !== 'issue') return { decision, state: decision.state, changes: [] as string[] };
  serial += 1;
  return {
    decision,
    state: decision.stateAfter({ id: `test-${serial}` }),
    changes: [...new Set(decision.draft.entries.map((entry) => entry.change))].sort(),
  };
}

const land = (name: string, level: number, more: object = {}) =>
  aStormArea({ places: [{ kind: 'former-province', name }], announcedLevel: level, window: { from: later(1), to: later(24) }, ...more });

const first = aBulletin({ areas: [land('Bình Định', 3)] });
const issued = issue(first, emptyEventState).state;

test('how certain it is stands in the entry and in the state, and in no entry that takes a warning back', () => {
  const certain = issue(aBulletin({ areas: [land('Bình Định', 3, { certainty: 'Possible' }), land('Phú Yên', 3)] }), emptyEventState);
  const said = certain.decision.kind === 'issue' ? certain.decision.draft.entries.map((one) => one.certainty) : [];
  expect(said).toEqual(['Possible', undefined]);
  const [series] = Object.values(certain.state.series);
  expect(series?.inForce.map((one) => one.certainty)).toEqual(['Possible', undefined]);
  const next = issue(aBulletin({ sequence: 2, scope: 'full', areas: [land('Phú Yên', 3)] }), certain.state);
  const entries = next.decision.kind === 'issue' ? next.decision.draft.entries : [];
  expect(entries.map(({ change, certainty }) => [change, certainty])).toEqual([
    ['unchanged', undefined],
    ['narrowed', undefined],
  ]);
});

describe('a bulletin changes a unit', () => {
  test('new, where nothing was ever said of the event', () => {
    expect(issue(first, emptyEventState).changes).toEqual(['new']);
  });
  test('widened, where the event was said elsewhere; the known place is unchanged', () => {
    const next = aBulletin({ sequence: 2, areas: [land('Bình Định', 3), land('Phú Yên', 3)] });
    expect(issue(next, issued).changes).toEqual(['unchanged', 'widened']);
  });
  test('escalated and eased by its level', () => {
    const up = issue(aBulletin({ sequence: 2, areas: [land('Bình Định', 4)] }), issued);
    expect(up.changes).toEqual(['escalated']);
    expect(issue(aBulletin({ sequence: 3, areas: [land('Bình Định', 3)] }), up.state).changes).toEqual(['eased']);
  });
  test('a level that cannot be worked out eases nothing; values below the thresholds do', () => {
    const unstated = (parameters: object) => land('Bình Định', 3, { announcedLevel: undefined, parameters });
    expect(issue(aBulletin({ sequence: 2, areas: [unstated({})] }), issued).changes).toEqual(['unchanged']);
    expect(issue(aBulletin({ sequence: 2, areas: [unstated({ windForce: 5 })] }), issued).changes).toEqual(['eased']);
  });
  test('brought forward by nine hours, and not by two', () => {
    const at = (hours: number) => land('Bình Định', 3, { onset: later(hours) });
    const known = issue(aBulletin({ areas: [at(12)] }), emptyEventState).state;
    expect(issue(aBulletin({ sequence: 2, areas: [at(3)] }), known).changes).toEqual(['brought-forward']);
    expect(issue(aBulletin({ sequence: 2, areas: [at(10)] }), known).changes).toEqual(['unchanged']);
  });
  test('by the action asked for', () => {
    const next = aBulletin({ sequence: 2, areas: [land('Bình Định', 3, { response: 'Evacuate' })] });
    expect(issue(next, issued).changes).toEqual(['action-changed']);
  });
  test('narrowed, when a full bulletin of the same series no longer names it', () => {
    const both = issue(aBulletin({ areas: [land('Bình Định', 3), land('Phú Yên', 3)] }), emptyEventState).state;
    const next = issue(aBulletin({ sequence: 2, areas: [land('Phú Yên', 3)] }), both);
    expect(next.changes).toEqual(['narrowed', 'unchanged']);
  });
  test('corrected, by a correction', () => {
    const next = aBulletin({ sequence: 2, type: 'correction', areas: [land('Bình Định', 4), land('Phú Yên', 3)] });
    expect(issue(next, issued).changes).toEqual(['corrected', 'widened']);
  });
  test('corrected where its figures alone were wrong, and the place beside it is not', () => {
    const of = (windForce: number) => land('Bình Định', 3, { parameters: { windForce } });
    const both = issue(aBulletin({ areas: [of(10), land('Phú Yên', 3)] }), emptyEventState).state;
    const next = aBulletin({ sequence: 2, type: 'correction', areas: [of(11), land('Phú Yên', 3)] });
    expect(issue(next, both).changes).toEqual(['corrected', 'unchanged']);
  });
  test('corrected everywhere, where only the words of the bulletin were wrong', () => {
    const both = issue(aBulletin({ areas: [land('Bình Định', 3), land('Phú Yên', 3)] }), emptyEventState).state;
    const areas = [land('Bình Định', 3), land('Phú Yên', 3)];
    const next = aBulletin({ sequence: 2, type: 'correction', areas, text: { vi: 'ĐÍNH CHÍNH: tâm bão ở 13,2°N' } });
    expect(issue(next, both).changes).toEqual(['corrected']);
    const wider = aBulletin({ sequence: 2, type: 'correction', areas: [...areas, land('Khánh Hòa', 3)] });
    expect(issue(wider, both).changes).toEqual(['unchanged', 'widened']);
  });
  test('narrowed, by a full correction that drops it, and untouched by a partial one', () => {
    const both = issue(aBulletin({ areas: [land('Bình Định', 3), land('Phú Yên', 3)] }), emptyEventState).state;
    const put = (scope: 'full' | 'partial') => aBulletin({ sequence: 2, type: 'correction', scope, areas: [land('Bình Định', 4)] });
    expect(issue(put('full'), both).changes).toEqual(['corrected', 'narrowed']);
    expect(issue(put('partial'), both).changes).toEqual(['corrected']);
  });
  test('not brought forward, where the hazard was due before now anyway', () => {
    const known = issue(aBulletin({ areas: [land('Bình Định', 3, { onset: later(5) })] }), emptyEventState).state;
    const next = aBulletin({ sequence: 2, areas: [land('Bình Định', 3, { onset: later(1), window: { from: later(1), to: later(20) } })] });
    expect(issue(next, known, later(6)).changes).toEqual(['unchanged']);
  });
  test('ended by a final bulletin and cancelled by a cancellation, everywhere it was warned', () => {
    const end = issue(aBulletin({ sequence: 2, type: 'final', areas: [] }), issued);
    expect(end.changes).toEqual(['ended']);
    const cancel = issue(aBulletin({ sequence: 2, type: 'cancellation', areas: [] }), issued);
    expect(cancel.changes).toEqual(['cancelled']);
    expect(cancel.decision).toMatchObject({ kind: 'issue', cancels: true, draft: { msgType: 'Cancel' } });
    const expiry = end.decision.kind === 'issue' ? end.decision.draft.expiresAt : '';
    expect(expiry > NOW).toBe(true);
  });
  test('as widened again once what was said has run out', () => {
    const next = aBulletin({ sequence: 2, areas: [land('Bình Định', 3, { window: { from: later(30), to: later(40) } })] });
    expect(issue(next, issued, later(26)).changes).toEqual(['widened']);
  });
  test('with the highest of several windows and the onset of that one', () => {
    const two = aBulletin({
      areas: [
        land('Bình Định', 3, { window: { from: later(1), to: later(8) } }),
        land('Bình Định', 4, { window: { from: later(8), to: later(20) } }),
      ],
    });
    const { decision } = issue(two, emptyEventState);
    expect(decision).toMatchObject({ kind: 'issue', draft: { entries: [{ level: 4, onset: later(8), expiresAt: later(20) }] } });
  });
});

describe('a cancel', () => {
  const both = issue(aBulletin({ areas: [land('Bình Định', 3), land('Phú Yên', 3)] }), emptyEventState).state;
  test('of some of the places leaves the others in force and withdraws no message', () => {
    const some = issue(aBulletin({ sequence: 2, type: 'cancellation', areas: [land('Phú Yên', 3)] }), both);
    expect(some.decision).toMatchObject({ kind: 'issue', cancels: false, draft: { msgType: 'Update' } });
    expect(issue(aBulletin({ sequence: 3, areas: [land('Bình Định', 4)] }), some.state).changes).toEqual(['escalated']);
  });
  test('of everything lets the series begin again with an Alert, of an event that is known', () => {
    const all = issue(aBulletin({ sequence: 2, type: 'cancellation', areas: [] }), both);
    const again = issue(aBulletin({ sequence: 3, areas: [land('Bình Định', 3)] }), all.state);
    expect(again.decision).toMatchObject({ kind: 'issue', draft: { msgType: 'Alert', references: [] } });
    expect(again.changes).toEqual(['widened']);
  });
  test('speaks also where another series still warns, and leaves that one in force', () => {
    const other = issue(aBulletin({ issuer: 'gia-lai', areas: [land('Bình Định', 3)] }), both).state;
    const cancel = issue(aBulletin({ sequence: 2, type: 'cancellation', areas: [] }), other);
    expect(cancel.changes).toEqual(['cancelled']);
    expect(issue(aBulletin({ issuer: 'gia-lai', sequence: 2, areas: [land('Bình Định', 4)] }), cancel.state).changes).toEqual([
      'escalated',
    ]);
  });
});

test('an exercise neither moves nor meets what is really in force', () => {
  const drill = issue(aBulletin({ status: 'Exercise', areas: [land('Bình Định', 5)] }), issued);
  expect(drill.changes).toEqual(['new']);
  expect(issue(aBulletin({ status: first.status, sequence: 2, areas: [land('Bình Định', 4)] }), drill.state).changes).toEqual([
    'escalated',
  ]);
});

test('an order to leave goes out with the warning, and its coming is no repeat', () => {
  const order = { authority: 'UBND tỉnh Gia Lai', at: later(0) };
  const decision = decide(aBulletin({ sequence: 2, areas: [land('Bình Định', 3)], order }), issued);
  expect(decision.kind === 'issue' && decision.draft.order).toEqual(order);
});

test('a state survives being stored', () => {
  expect(eventState.parse(JSON.parse(JSON.stringify(issued)))).toEqual(issued);
});

describe('nothing is issued', () => {
  test('for a repeat, a lower sequence, or another content under one sequence', () => {
    expect(decide(first, issued).kind).toBe('repeat');
    expect(decide(aBulletin({ sequence: 2, areas: [land('Bình Định', 3)] }), issued).kind).toBe('repeat');
    const second = issue(aBulletin({ sequence: 5, areas: [land('Bình Định', 4)] }), issued).state;
    expect(decide(aBulletin({ sequence: 4, areas: [land('Bình Định', 3)] }), second).kind).toBe('stale');
    expect(decide(aBulletin({ sequence: 5, areas: [land('Bình Định', 5)] }), second).kind).toBe('sequence-conflict');
  });
  test('for a repeat whose fields come in another order, and a late lower sequence is stale against it', () => {
    const repeat = decide(
      aBulletin({
        sequence: 7,
        areas: [land('Bình Định', 3)].map((one) => Object.fromEntries(Object.entries(one).reverse()) as typeof one),
      }),
      issued,
    );
    expect(repeat.kind).toBe('repeat');
    const state = repeat.kind === 'issue' ? issued : repeat.state;
    expect(decide(aBulletin({ sequence: 6, areas: [land('Bình Định', 4)] }), state).kind).toBe('stale');
  });
  test('for an end of something never said, or when every window is over', () => {
    expect(decide(aBulletin({ type: 'final', areas: [] }), emptyEventState).kind).toBe('nothing-to-say');
    expect(decide(first, emptyEventState, later(25)).kind).toBe('nothing-to-say');
  });
});

describe('series do not judge each other', () => {
  const national = aBulletin({ sequence: 14, areas: [land('Bình Định', 4), land('Phú Yên', 3)] });
  const provincial = aBulletin({ issuer: 'gia-lai', sequence: 3, areas: [land('Bình Định', 3)] });
  const quick = aBulletin({ family: 'quick', sequence: 1, type: 'quick', scope: 'partial', areas: [land('Bình Định', 4)] });
  const surge = bulletin.parse({
    ...aBulletinInput(),
    family: 'surge',
    hazard: 'surge',
    type: 'warning',
    sequence: 2,
    areas: [{ ...land('Bình Định', 2), parameters: { surgeM: 2 } }],
  });
  const all = [national, provincial, quick, surge];
  const orders = all
    .flatMap((a) => all.flatMap((b) => all.flatMap((c) => all.map((d) => [a, b, c, d]))))
    .filter((order) => new Set(order).size === 4);

  test('in any order none is stale and no place is eased or narrowed by silence', () => {
    expect(orders).toHaveLength(24);
    for (const order of orders) {
      let state = emptyEventState;
      for (const one of order) {
        const step = issue(one, state);
        expect(step.decision.kind).toBe('issue');
        expect(step.changes).not.toContain('narrowed');
        expect(step.changes).not.toContain('eased');
        state = step.state;
      }
    }
  });
  test('a final bulletin of one series does not end what another still says', () => {
    const both = issue(provincial, issue(national, emptyEventState).state).state;
    const end = issue(aBulletin({ issuer: 'gia-lai', sequence: 4, type: 'final', areas: [] }), both);
    expect(end.decision.kind).toBe('nothing-to-say');
  });
});

test('references name every unexpired warning of the series, and the message type follows', () => {
  const one = issue(first, emptyEventState);
  const two = issue(aBulletin({ sequence: 2, areas: [land('Bình Định', 4)] }), one.state);
  const three = decide(aBulletin({ sequence: 3, areas: [land('Bình Định', 5)] }), two.state);
  expect(one.decision).toMatchObject({ draft: { msgType: 'Alert', references: [] } });
  expect(three).toMatchObject({ kind: 'issue', draft: { msgType: 'Update' } });
  expect(three.kind === 'issue' ? three.draft.references : []).toHaveLength(2);
});

test('a warning carries what its series keeps in force where it does not speak', () => {
  const both = issue(aBulletin({ areas: [land('Bình Định', 3), land('Phú Yên', 3)] }), emptyEventState).state;
  const standing = (overrides: Parameters<typeof aBulletin>[0], areas: ReturnType<typeof land>[]) => {
    const { decision } = issue(aBulletin({ sequence: 2, areas, ...overrides }), both);
    return decision.kind === 'issue' ? decision.draft.standing?.map(({ level, units }) => [level, units.length]) : decision.kind;
  };
  const phuYen = both.series['Test:nchmf.tropical-cyclone.storm-of-a-test']!.inForce[0]!.units.length;
  expect(standing({ scope: 'full' }, [land('Bình Định', 4)])).toBeUndefined();
  const [[level, units] = []] = standing({ scope: 'partial' }, [land('Bình Định', 4)]) as [number, number][];
  expect([level, units! > 0, units! < phuYen]).toEqual([3, true, true]);
  const ended = { type: 'final', scope: 'partial' } as const;
  expect(standing(ended, [land('Bình Định', 3, { announcedLevel: undefined })])).toEqual([[3, units]]);
  expect(standing({ type: 'final' }, [])).toBeUndefined();
});

test('deciding leaves the state it was given as it was', () => {
  const before = structuredClone(issued);
  issue(aBulletin({ sequence: 2, areas: [land('Phú Yên', 5)] }), issued);
  expect(issued).toEqual(before);
});
