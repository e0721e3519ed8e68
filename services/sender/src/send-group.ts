import type { GateAnswer } from '@loa/domain/delivery';
import type { AttemptResult, Channel, LedgerRow, OutgoingGroup } from '@loa/domain/ports';
import { isTakenBack } from '@loa/domain/warning';
import { type BatchEnd, type BatchOnItsWay, channelFor, gateOf, type Sending, sendRow, settled } from './send-row.ts';

type Groups = NonNullable<Channel['groups']>;

/**
 * Rows that may share an operation, in their order: of one audience, reason and level, with an address, and at most as many as the channel
 * takes. Without groups every row is by itself.
 */
export function groupsOf(rows: readonly LedgerRow[], most: number): LedgerRow[][] {
  const open = new Map<string, LedgerRow[]>();
  const groups: LedgerRow[][] = [];
  for (const row of rows) {
    const key = row.to === null ? `${row.deliveryId}` : `${row.audience} ${row.reason} ${row.level ?? ''}`;
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

/** Sends rows in one operation, as one content about all places of the warning; resolves when what came of each is durable. */
export async function sendGroup(sending: Sending, on: BatchOnItsWay, rows: readonly LedgerRow[]): Promise<BatchEnd> {
  const channel = channelFor(sending, on);
  const [first] = rows;
  if (first === undefined || first.to === null || channel.groups === undefined)
    return endOfAll(await Promise.all(rows.map((row) => sendRow(sending, on, row))));
  const results = await throughGate(sending, on, rows, channel.groups);
  const ends = rows.map((row, at) => {
    const result = results[at] ?? { kind: 'unknown', reason: 'no-result' };
    return settled(sending, { row, attempt: row.attempt + 1, channel, result });
  });
  return endOfAll(await Promise.all(ends));
}

async function throughGate(
  sending: Sending,
  on: BatchOnItsWay,
  rows: readonly LedgerRow[],
  groups: Groups,
): Promise<readonly AttemptResult[]> {
  const { signal } = on;
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
    if (going.length > 0 && channelFor(sending, on) === sending.channel) await sending.rate(signal, going.length);
    if (going.length > 0) sending.hooks.reached('before-send');
    const sent = going.length === 0 ? [] : await groups.send(groupOf(sending, on, going), gate);
    const results = early.map(({ row, answer }): AttemptResult => {
      if (!answer.go) return { kind: 'stopped', reason: answer.reason };
      return sent[going.indexOf(row)] ?? { kind: 'unknown', reason: 'no-result' };
    });
    if (results.some((one) => one.kind !== 'stopped')) sending.hooks.reached('after-send');
    // The fence is one for all of them: where it was stale for one, nothing was written.
    if (!results.some((one) => one.kind === 'stopped' && one.reason === 'fence-stale')) return results;
  }
}

function groupOf(sending: Sending, { warning, batch, inForce }: BatchOnItsWay, rows: readonly LedgerRow[]): OutgoingGroup {
  const [first] = rows;
  if (first === undefined) throw new RangeError('a group has at least one row');
  const takenBack = isTakenBack(first.reason);
  const units = warning.entries.filter(({ change }) => isTakenBack(change) === takenBack).flatMap((entry) => entry.units);
  const all = { ...first, units: units.length > 0 ? units : first.units };
  return {
    recipients: rows.map(({ deliveryId, attempt, to }) => ({ deliveryId, attempt: attempt + 1, to: to ?? '' })),
    warningId: warning.id,
    status: warning.status,
    level: first.level,
    language: batch.language,
    content: sending.contentOf(warning, batch, all, takenBack ? inForce(all.units, first.audience) : undefined),
    issuedAt: warning.issuedAt,
    expiresAt: rows.map((row) => row.expiresAt).reduce((a, b) => (a < b ? a : b)),
  };
}

/** The batch is let go as soon as one of its rows asks for that. */
const endOfAll = (ends: readonly BatchEnd[]): BatchEnd => ends.find((one) => one.kind !== 'sent') ?? { kind: 'sent' };
