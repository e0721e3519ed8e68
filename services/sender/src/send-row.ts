import type { Status } from '@loa/domain/bulletin';
import { type GateAnswer, isProviderOptOut, isStateReason, isUnknownMailbox, mayArriveYet, mayGoOut } from '@loa/domain/delivery';
import type { Unit } from '@loa/domain/place';
import type { AttemptResult, Ledger, LedgerRow, LookUpResult, OutgoingMessage, Receipt, SettleResult } from '@loa/domain/ports';
import type { HazardInForce } from '@loa/domain/risk';
import { instantOf } from '@loa/domain/time';
import { isTakenBack } from '@loa/domain/warning';
import type { Hooks } from '@loa/runtime';
import type { ContentOf } from './content-of.ts';
import type { Fence } from './fence.ts';
import type { InForceAt } from './in-force-at.ts';
import type { HeldLease } from './lease-keeper.ts';
import type { Provider, ProviderAtWork, Providers } from './providers/index.ts';
import type { Leased } from './send-batch.ts';
import { settlementOf } from './settlement-of.ts';
import type { SettleQueue } from './settle-queue.ts';
import type { Slots } from './slots.ts';

/** By delivery, the one that each follows. */
export type Earlier = ReadonlyMap<number, number>;

/** What sending needs; one per process and channel. */
export interface Sending {
  readonly providers: Providers;
  /** Reaches nobody: takes the place of `providers` for warnings of status Test. */
  readonly testProviders: Providers;
  readonly fence: Fence;
  readonly settles: SettleQueue;
  readonly slots: Slots;
  readonly contentOf: ContentOf;
  /** Does this row's message share its text with nobody? */
  readonly hasLink: (row: LedgerRow) => boolean;
  /** Every hazard in force now. */
  readonly inForce: (status: Status) => Promise<HazardInForce[]>;
  /** See the ledger. */
  readonly earlierTold: (batchId: number) => Promise<Earlier>;
  readonly silentPlaces: Ledger['silentPlaces'];
  readonly unclaimed: Ledger['unclaimed'];
  readonly hooks: Hooks;
  readonly now: () => Date;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  readonly counted: (kind: AttemptResult['kind'], provider: string | null, attempts: number) => void;
  /** A provider says that the person told it to send no more on this channel. Does not reject. */
  readonly optedOut: (subscriberId: number) => Promise<void>;
  /** A provider that takes others knows no such mailbox: counted as a bounce is. Does not reject. */
  readonly mailboxUnknown: (refusals: readonly Receipt[]) => Promise<void>;
  /** A provider gave a reason that is not in the closed list: a fault of ours. */
  readonly unlisted: (provider: string | null) => void;
}

/** How a row ended, or why its whole batch must be let go. */
export type BatchEnd =
  | { readonly kind: 'sent' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'lease-lost' }
  | { readonly kind: 'channel-down'; readonly reason: string }
  | { readonly kind: 'fault'; readonly error: unknown };

const SENT: BatchEnd = { kind: 'sent' };

/** A leased batch while its rows are sent. */
export interface BatchOnItsWay extends Pick<Leased, 'warning' | 'batch'> {
  readonly inForce: InForceAt;
  /** Of e-mails that go one by one; empty otherwise. */
  readonly earlier: Earlier;
  /** Places that a text to a group of citizens leaves out; empty where nothing goes in groups. */
  readonly silent: ReadonlySet<Unit>;
  readonly lease: HeldLease;
  /** How many of its rows have been settled, or put off to a time. */
  readonly settled: { rows: number };
  /** Messages that were announced before their turn. */
  readonly announced: Map<LedgerRow, OutgoingMessage>;
  /** Aborted: nothing more is started. */
  readonly signal: AbortSignal;
}

/** The ways out that a batch may take: status Test has one of its own. */
export const providersFor = (
  sending: Pick<Sending, 'providers' | 'testProviders'>,
  { warning }: Pick<BatchOnItsWay, 'warning'>,
): Providers => (warning.status === 'Test' ? sending.testProviders : sending.providers);

/** The one gate, as of now; see the design. */
export function gateOf(sending: Sending, on: BatchOnItsWay, row: LedgerRow): GateAnswer {
  const { warning, batch, lease, signal } = on;
  if (signal.aborted || !lease.holds()) return { go: false, reason: 'lease-lost' };
  if (!sending.fence.isFresh()) return { go: false, reason: 'fence-stale' };
  const { name, reaches } = providersFor(sending, on);
  return mayGoOut({
    warning: { status: warning.status, stopped: sending.fence.stopped(warning.id), action: warning.action },
    delivery: sending.fence.overtakenBy(row.deliveryId) === null ? row : { ...row, state: 'superseded' },
    adapter: { reaches },
    paused: sending.fence.paused(name, batch.lane),
    now: instantOf(sending.now()),
  });
}

/** What came of an attempt, and by whom; `provider` null where none was asked. */
export interface Attempt {
  readonly number: number;
  readonly result: AttemptResult;
  readonly provider: (Pick<Provider, 'name' | 'account' | 'channel'> & Partial<Pick<ProviderAtWork, 'takesNobody'>>) | null;
  /** It has not been given the message as far as is known: it was only asked about it. */
  readonly onlyAsked?: boolean;
}

const inDoubt = (on: BatchOnItsWay, row: LedgerRow): boolean => row.state === 'unknown' || on.batch.leasedBefore;

/**
 * Looks up, asks the gate, sends, and resolves when what came of it is durable. `claim` takes the row that comes next out of the line: it may
 * be announced together with this one.
 */
export async function sendRow(sending: Sending, on: BatchOnItsWay, row: LedgerRow, claim: () => LedgerRow | null): Promise<BatchEnd> {
  const { to } = row;
  if (to === null)
    return settled(sending, on, [{ row, number: row.attempt, result: { kind: 'permanent', reason: 'no-address' }, provider: null }]);
  const providers = providersFor(sending, on);
  const last = row.state === 'unknown' ? Math.max(1, row.attempt) : row.attempt + 1;
  const known = inDoubt(on, row) ? await lookedUp(sending, providers, messageTo(to, sending, on, { row, attempt: last }), row) : null;
  if (known !== null) return settled(sending, on, [{ row, number: last, ...known }]);
  const message = on.announced.get(row) ?? messageTo(to, sending, on, { row, attempt: row.attempt + 1 });
  on.announced.delete(row);
  return settled(sending, on, [{ row, number: message.attempt, ...(await throughGate(sending, on, { row, message, claim })) }]);
}

function messageTo(
  to: string,
  sending: Sending,
  { warning, batch, inForce, earlier }: BatchOnItsWay,
  { row, attempt }: { readonly row: LedgerRow; readonly attempt: number },
): OutgoingMessage {
  return {
    ...{ deliveryId: row.deliveryId, attempt, to },
    ...{ warningId: warning.id, status: warning.status, level: row.level, lane: batch.lane },
    person: { unsubscribes: row.supply ? null : row.subscriberId, follows: earlier.get(row.deliveryId) ?? null },
    language: batch.language,
    content: sending.contentOf(warning, batch, row, isTakenBack(row.reason) ? inForce(row.units, row.audience) : undefined),
    ...{ issuedAt: warning.issuedAt, expiresAt: row.expiresAt },
  };
}

interface Going {
  readonly row: LedgerRow;
  readonly message: OutgoingMessage;
  readonly claim: () => LedgerRow | null;
}

async function throughGate(sending: Sending, on: BatchOnItsWay, { row, message, claim }: Going): Promise<Omit<Attempt, 'number'>> {
  const { fence, hooks } = sending;
  const gate = (): GateAnswer => gateOf(sending, on, row);
  let claimed = false;
  const next = (): OutgoingMessage | null => {
    if (claimed) return null;
    claimed = true;
    const following = claim();
    return following === null ? null : announced(sending, on, following);
  };
  for (;;) {
    if (!fence.isFresh()) await fence.fresh(on.signal);
    // Asked here as well, so that what will not go out takes nothing of the provider's rate.
    const early = gate();
    if (!early.go) return { result: { kind: 'stopped', reason: early.reason }, provider: null };
    const turn = await providersFor(sending, on).turn({
      ...{ lane: on.batch.lane, signal: on.signal, messages: 1 },
      ...{
        text: () => message.content.text,
        again: message.attempt > 1,
        cameBackFrom: mayArriveYet(row.stateReason) ? row.provider : null,
      },
    });
    if (turn.kind === 'channel-down') return { result: turn, provider: null };
    hooks.reached('before-send');
    const result = await turn.provider.send(message, gate, next);
    if (result.kind !== 'stopped') hooks.reached('after-send');
    if (!goesAgain(result)) return { result, provider: turn.provider };
  }
}

/** The message of a row that comes next, if it may go out as it stands. */
function announced(sending: Sending, on: BatchOnItsWay, row: LedgerRow): OutgoingMessage | null {
  if (row.to === null || inDoubt(on, row) || !gateOf(sending, on, row).go) return null;
  try {
    const message = messageTo(row.to, sending, on, { row, attempt: row.attempt + 1 });
    on.announced.set(row, message);
    return message;
  } catch {
    // Its own turn says what is wrong with it.
    return null;
  }
}

/** Nothing was written: the fence was stale in the tick of the write, or the provider is down and it is another one's turn. */
export const goesAgain = (result: AttemptResult): boolean =>
  result.kind === 'channel-down' || (result.kind === 'stopped' && result.reason === 'fence-stale');

/** Keeps what came of one operation for each of its rows; resolves when it is durable. The batch is let go where one of them asks for that. */
export async function settled(
  sending: Sending,
  on: BatchOnItsWay,
  attempts: readonly (Attempt & { readonly row: LedgerRow })[],
): Promise<BatchEnd> {
  // One instant for all, so that rows of one envelope are settled as one.
  const now = sending.now();
  const settlements: SettleResult[] = [];
  let end: BatchEnd = SENT;
  for (const { row, number, result, provider, onlyAsked } of attempts) {
    const channel = provider?.channel ?? { name: providersFor(sending, on).name, receipts: 'none' };
    const overtakenBy = sending.fence.overtakenBy(row.deliveryId);
    const settlement = settlementOf({
      row,
      overtakenBy,
      lane: on.batch.lane,
      attempt: number,
      channel,
      result,
      now,
      jitter: sending.random(),
    });
    if (settlement === null) {
      if (end.kind === 'sent') end = endOf(result);
      continue;
    }
    if (settlement.reason !== null && !isStateReason(settlement.reason)) sending.unlisted(provider?.name ?? null);
    const wentTo = { ...settlement, provider: onlyAsked === true ? null : (provider?.account ?? null) };
    settlements.push(row.to === null ? { ...wentTo, sentAt: null } : wentTo);
  }
  count(sending, attempts);
  if (settlements.length === 0) return end;
  sending.hooks.reached('before-settle');
  await sending.settles.settle(settlements);
  on.settled.rows += settlements.length;
  sending.hooks.reached('after-settle');
  // After the row is final: what is lost here in a fault is said again by the next refusal.
  for (const { row, result } of attempts)
    if (result.kind === 'permanent' && isProviderOptOut(result.reason)) await sending.optedOut(row.subscriberId);
  const unknown = attempts.flatMap((attempt) => mailboxUnknown(attempt, now) ?? []);
  if (unknown.length > 0) await sending.mailboxUnknown(unknown);
  return end;
}

function mailboxUnknown({ row, number, result, provider }: Attempt & { readonly row: LedgerRow }, now: Date): Receipt | null {
  if (result.kind !== 'permanent' || !isUnknownMailbox(result.reason) || provider?.takesNobody?.() !== false) return null;
  const { deliveryId } = row;
  return { deliveryId, attempt: number, state: 'failed', at: now.toISOString(), providerId: null, code: result.reason };
}

/** Of one operation most are alike, one after another. */
function count(sending: Sending, attempts: readonly Attempt[]): void {
  let from = 0;
  for (const [at, { result, provider }] of attempts.entries()) {
    const after = attempts[at + 1];
    if (after?.result.kind === result.kind && after.provider === provider) continue;
    sending.counted(result.kind, provider?.name ?? null, at + 1 - from);
    from = at + 1;
  }
}

function endOf(result: AttemptResult): BatchEnd {
  if (result.kind === 'channel-down') return { kind: 'channel-down', reason: result.reason };
  if (result.kind === 'stopped' && result.reason === 'lease-lost') return { kind: 'lease-lost' };
  return result.kind === 'stopped' && result.reason === 'paused' ? { kind: 'paused' } : SENT;
}

/** What the provider that may have it says of a message; null when it must be sent. */
async function lookedUp(
  { unclaimed }: Pick<Sending, 'unclaimed'>,
  providers: Providers,
  message: OutgoingMessage,
  row: LedgerRow,
): Promise<Omit<Attempt, 'number'> | null> {
  // A row in doubt is where it was given to; one that was due and may have been sent since can have gone to anybody.
  const account = row.state === 'unknown' ? row.provider : null;
  const asked = await providers.lookUp(account, message);
  if (asked === null) return null;
  const { provider } = asked;
  const found = asked.result.kind === 'one-of' ? await oneOf(asked.result.providerIds) : asked.result;
  if (found.kind === 'accepted') return { result: { kind: 'accepted', providerId: found.providerId }, provider };
  if (found.kind === 'unavailable') return { result: { kind: 'unknown', reason: found.reason }, provider, onlyAsked: account === null };
  // What was refused is known not to have gone out: it takes nothing of the one time that a row in doubt is sent again.
  const twice = row.state === 'unknown' && row.doubts > 1;
  return twice ? { result: { kind: 'permanent', reason: 'not-found-after-two-tries' }, provider } : null;

  /** Ours where there is one for each delivery that may be it; otherwise nobody knows which of them is missing. */
  async function oneOf(providerIds: readonly string[]): Promise<LookUpResult> {
    const { ids, rivals } = await unclaimed(row.deliveryId, providerIds, message.issuedAt);
    const [first] = ids;
    return first !== undefined && ids.length > rivals ? { kind: 'accepted', providerId: first } : { kind: 'not-found' };
  }
}
