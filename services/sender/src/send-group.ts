import { type Audience, mayHear } from '@loa/domain/audience';
import type { GateAnswer } from '@loa/domain/delivery';
import type { Unit } from '@loa/domain/place';
import type { AttemptResult, LedgerRow, OutgoingGroup } from '@loa/domain/ports';
import { isTakenBack, type Warning } from '@loa/domain/warning';
import {
  type Attempt,
  type BatchEnd,
  type BatchOnItsWay,
  gateOf,
  goesAgain,
  providersFor,
  type Sending,
  sendRow,
  settled,
} from './send-row.ts';

/**
 * Rows that may share an operation, in their order: of one audience, reason and level, with an address, without a link of their own, and at
 * most as many as the channel takes. Without groups every row is by itself.
 */
export function groupsOf(rows: readonly LedgerRow[], most: number, alone: (row: LedgerRow) => boolean): LedgerRow[][] {
  const open = new Map<string, LedgerRow[]>();
  const groups: LedgerRow[][] = [];
  for (const row of rows) {
    const key = row.to === null || alone(row) ? `${row.deliveryId}` : `${row.audience} ${row.reason} ${row.level ?? ''}`;
    const known = open.get(key);
    if (known !== undefined && known.length < most) known.push(row);
    else {
      const group = [row];
      open.set(key, group);
      groups.push(group);
    }
  }
  return groups;
}

/** Takes what comes next in the slot out of the line; empty where nothing does. */
export type ClaimNext = () => readonly LedgerRow[];

/**
 * Sends rows in one operation, as one content about all places of the warning of which their readers may hear now; resolves when what came of each is
 * durable. Those of whom nothing was written go again. A row with a link of its own goes as if there were no groups: its mail is about its reader.
 */
export async function sendGroup(sending: Sending, on: BatchOnItsWay, rows: readonly LedgerRow[], claim: ClaimNext): Promise<BatchEnd> {
  const [first] = rows;
  if (first === undefined) return { kind: 'sent' };
  if (goesAlone(sending, on, first)) return sendRow(sending, on, first, () => aloneIn(sending, on, claim()));
  let left = rows;
  for (;;) {
    const attempts = await throughGate(sending, on, left);
    const again = (one: Attempt): boolean => one.provider !== null && goesAgain(one.result);
    // What was taken is kept first: it must not wait for the others, and does not go with them again.
    const end = await settled(
      sending,
      on,
      attempts.filter((one) => !again(one)),
    );
    left = attempts.filter(again).map(({ row }) => row);
    if (left.length === 0 || end.kind !== 'sent') return end;
  }
}

const NO_RESULT: AttemptResult = { kind: 'unknown', reason: 'no-result' };

const goesAlone = (sending: Sending, on: BatchOnItsWay, row: LedgerRow): boolean =>
  row.to === null || sending.hasLink(row) || providersFor(sending, on).groupOf < 2;

function aloneIn(sending: Sending, on: BatchOnItsWay, [row]: readonly LedgerRow[]): LedgerRow | null {
  return row !== undefined && goesAlone(sending, on, row) ? row : null;
}

/** Rows in one operation, or in none where nothing may go out; what came of each, in their order. */
async function throughGate(
  sending: Sending,
  on: BatchOnItsWay,
  rows: readonly LedgerRow[],
): Promise<readonly (Attempt & { readonly row: LedgerRow })[]> {
  const { signal, batch } = on;
  const byId = new Map(rows.map((row) => [row.deliveryId, row]));
  const gate = (deliveryId: number): GateAnswer => {
    const row = byId.get(deliveryId);
    return row === undefined ? { go: false, reason: 'settled' } : gateOf(sending, on, row);
  };
  await sending.fence.fresh(signal);
  // Asked here as well, so that what will not go out takes nothing of the provider's rate.
  const early = rows.map((row) => ({ row, number: row.attempt + 1, answer: gateOf(sending, on, row) }));
  const going = early.filter(({ answer }) => answer.go).map(({ row }) => row);
  const all = (resultOf: () => AttemptResult, provider: Attempt['provider']): (Attempt & { readonly row: LedgerRow })[] =>
    early.map(({ row, number, answer }) =>
      answer.go
        ? { row, number, result: resultOf(), provider }
        : { row, number, result: { kind: 'stopped', reason: answer.reason }, provider: null },
    );
  const again = going.some(({ attempt }) => attempt > 0);
  const turn =
    going.length === 0 ? null : await providersFor(sending, on).turn({ lane: batch.lane, signal, messages: going.length, again });
  if (turn?.kind !== 'turn') return all(() => turn ?? NO_RESULT, null);
  sending.hooks.reached('before-send');
  const sent = await turn.provider.sendGroup(groupOf(sending, on, going), gate);
  // One for each that goes, in their order.
  const results = sent.values();
  if (sent.some((one) => one.kind !== 'stopped')) sending.hooks.reached('after-send');
  return all(() => results.next().value ?? NO_RESULT, turn.provider);
}

function groupOf(sending: Sending, on: BatchOnItsWay, rows: readonly LedgerRow[]): OutgoingGroup {
  const { warning, batch, inForce } = on;
  const [first] = rows;
  if (first === undefined) throw new RangeError('a group has at least one row');
  const takenBack = isTakenBack(first.reason);
  const units = toldOf(on, first.audience, takenBack);
  const all = { ...first, units: units.length > 0 ? units : first.units };
  return {
    recipients: rows.map(({ deliveryId, attempt, to }) => ({ deliveryId, attempt: attempt + 1, to: to ?? '' })),
    leavable: rows.some(({ supply }) => !supply),
    warningId: warning.id,
    status: warning.status,
    level: first.level,
    lane: batch.lane,
    language: batch.language,
    content: sending.contentOf(warning, batch, all, takenBack ? inForce(all.units, first.audience) : undefined),
    issuedAt: warning.issuedAt,
    expiresAt: rows.map((row) => row.expiresAt).reduce((a, b) => (a < b ? a : b)),
  };
}

/** The places of a warning, those that it takes back or the others, of which an audience may hear now; the same list for every group that hears of all. */
function toldOf({ warning, silent }: BatchOnItsWay, audience: Audience, takenBack: boolean): readonly Unit[] {
  const waiting = audience === 'citizen' ? silent : NOWHERE;
  if (warning.citizens === undefined && waiting.size === 0) return placesOf(warning, takenBack);
  return entriesOf(warning, takenBack).flatMap((entry) =>
    entry.units.filter((unit) => !waiting.has(unit) && mayHear(warning, audience, unit, entry)),
  );
}

const NOWHERE: ReadonlySet<Unit> = new Set();
const places = new WeakMap<Warning, Map<boolean, readonly Unit[]>>();

function placesOf(warning: Warning, takenBack: boolean): readonly Unit[] {
  const known = places.get(warning) ?? new Map<boolean, readonly Unit[]>();
  places.set(warning, known);
  const made = known.get(takenBack) ?? entriesOf(warning, takenBack).flatMap((entry) => entry.units);
  known.set(takenBack, made);
  return made;
}

const entriesOf = ({ entries }: Warning, takenBack: boolean): Warning['entries'] =>
  entries.filter(({ change }) => isTakenBack(change) === takenBack);
