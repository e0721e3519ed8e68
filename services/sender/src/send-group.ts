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
 * Sends rows in one operation, as one content about all places of the warning; resolves when what came of each is durable. A row with a link
 * of its own goes as if there were no groups: its mail is about its reader.
 */
export async function sendGroup(sending: Sending, on: BatchOnItsWay, rows: readonly LedgerRow[], claim: ClaimNext): Promise<BatchEnd> {
  const [first] = rows;
  if (first === undefined) return { kind: 'sent' };
  if (goesAlone(sending, on, first)) return sendRow(sending, on, first, () => aloneIn(sending, on, claim()));
  const { results, provider } = await throughGate(sending, on, rows);
  return settled(
    sending,
    on,
    rows.map((row, at) => ({
      row,
      number: row.attempt + 1,
      result: results[at] ?? { kind: 'unknown', reason: 'no-result' },
      provider,
    })),
  );
}

const goesAlone = (sending: Sending, on: BatchOnItsWay, row: LedgerRow): boolean =>
  row.to === null || sending.hasLink(row) || providersFor(sending, on).groupOf < 2;

function aloneIn(sending: Sending, on: BatchOnItsWay, [row]: readonly LedgerRow[]): LedgerRow | null {
  return row !== undefined && goesAlone(sending, on, row) ? row : null;
}

interface GroupAttempt extends Pick<Attempt, 'provider'> {
  readonly results: readonly AttemptResult[];
}

async function throughGate(sending: Sending, on: BatchOnItsWay, rows: readonly LedgerRow[]): Promise<GroupAttempt> {
  const { signal, batch } = on;
  const byId = new Map(rows.map((row) => [row.deliveryId, row]));
  const gate = (deliveryId: number): GateAnswer => {
    const row = byId.get(deliveryId);
    return row === undefined ? { go: false, reason: 'settled' } : gateOf(sending, on, row);
  };
  for (;;) {
    await sending.fence.fresh(signal);
    // Asked here as well, so that what will not go out takes nothing of the provider's rate.
    const early = rows.map((row) => ({ row, answer: gateOf(sending, on, row) }));
    const going = early.filter(({ answer }) => answer.go).map(({ row }) => row);
    const withStopped = (of: (row: LedgerRow) => AttemptResult): AttemptResult[] =>
      early.map(({ row, answer }) => (answer.go ? of(row) : { kind: 'stopped', reason: answer.reason }));
    const again = going.some(({ attempt }) => attempt > 0);
    const asked = { lane: batch.lane, signal, messages: going.length, again };
    const turn = going.length === 0 ? null : await providersFor(sending, on).turn(asked);
    if (turn?.kind !== 'turn') return { results: withStopped(() => turn ?? { kind: 'unknown', reason: 'no-result' }), provider: null };
    sending.hooks.reached('before-send');
    const sent = await turn.provider.sendGroup(groupOf(sending, on, going), gate);
    // `withStopped` asks for those that go in their order.
    const results = withStopped(nextOf(sent));
    if (results.some((one) => one.kind !== 'stopped')) sending.hooks.reached('after-send');
    // The fence is one for all of them, and so is the provider: where that stopped one, nothing was written.
    if (!sent.some(goesAgain)) return { results, provider: turn.provider };
  }
}

const nextOf = (sent: readonly AttemptResult[]): (() => AttemptResult) => {
  const results = sent.values();
  return () => results.next().value ?? { kind: 'unknown', reason: 'no-result' };
};

function groupOf(sending: Sending, { warning, batch, inForce }: BatchOnItsWay, rows: readonly LedgerRow[]): OutgoingGroup {
  const [first] = rows;
  if (first === undefined) throw new RangeError('a group has at least one row');
  const takenBack = isTakenBack(first.reason);
  const units = placesOf(warning, takenBack);
  const all = { ...first, units: units.length > 0 ? units : first.units };
  return {
    recipients: rows.map(({ deliveryId, attempt, to }) => ({ deliveryId, attempt: attempt + 1, to: to ?? '' })),
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

const places = new WeakMap<Warning, Map<boolean, readonly Unit[]>>();

/** All places of a warning that it takes back, or all others; the same list for every group. */
function placesOf(warning: Warning, takenBack: boolean): readonly Unit[] {
  const known = places.get(warning) ?? new Map<boolean, readonly Unit[]>();
  places.set(warning, known);
  const made =
    known.get(takenBack) ?? warning.entries.filter(({ change }) => isTakenBack(change) === takenBack).flatMap((entry) => entry.units);
  known.set(takenBack, made);
  return made;
}
