import { isDeepStrictEqual } from 'node:util';
import { placesTogether, type Registration, type Subscriber, type WrittenChannel } from '@loa/domain/audience';
import type { Changed, Registered, SubscriberChange, SubscriberInput } from '@loa/domain/ports';
import type { Unit } from '@loa/domain/place';
import type { Instant } from '@loa/domain/time';
import type { Sql, Transaction } from '../sql.ts';
import { readSubscriber } from './read-subscriber.ts';
import type { Addresses } from './sealed-addresses.ts';
import {
  ADDRESS_LOCK,
  COME_BACK,
  CONFIRMED,
  DELETE_POINTS,
  DELETE_UNITS,
  FIND,
  INSERT_UNITS,
  LOCK_ADDRESSES,
  LOCK_PERSON,
  NEXT_ID,
  OWE,
  UPDATE_SUBSCRIBER,
} from './statements.ts';
import { checkedRegistration, checkedSubscriber } from './subscriber-refused.ts';
import { consentId, insertPoints, insertSubscribers, needsOrNull, operatorOf, unitColumns } from './write-subscribers.ts';

type Given = Parameters<typeof checkedRegistration>[0];
type AddressPair = { readonly email?: string | null | undefined; readonly phone?: string | null | undefined };

/** See the port `Registry`. */
export async function put(tx: Transaction, addresses: Addresses, given: Given, now: Instant): Promise<Registered> {
  const registration = checkedRegistration(given);
  const [id, ...others] = await holdersOf(tx, addresses, registration);
  if (id === undefined) {
    const [next] = await tx.query<{ id: number }>(NEXT_ID);
    const person = checkedSubscriber({ ...registration, id: next?.id ?? 0 }, 0);
    await insertSubscribers(tx, addresses, [person]);
    await tx.query(CONFIRMED, [person.id, channelsOf(registration), now, []]);
    return owed(tx, { kind: 'registered', id: person.id, gained: unitsAt(person, now) });
  }
  if (others.length > 0) return { kind: 'several', ids: [id, ...others] };
  const [lock] = await tx.query<Lock>(LOCK_PERSON, [id]);
  const before = await readSubscriber(tx, addresses, id);
  // Removed between the look and the lock: the address is nobody's now.
  if (lock === undefined || before === null) return put(tx, addresses, given, now);
  const places = lock.opted_out_at === null ? placesTogether({ ...before, units: unitsAt(before, now) }, registration) : {};
  const after = { ...before, ...registration, ...places };
  const confirmed = channelsOf(registration);
  // Before the opt-outs of what was confirmed end, which are not those of the whole.
  if (lock.opted_out_at !== null) await tx.query(COME_BACK, [id, confirmed]);
  const returns = lock.opted_out_at !== null || endsOptOut(lock, confirmed);
  return owed(tx, { ...(await rewrite(tx, addresses, { before, after, confirmed, returns, now })), id });
}

/** See the port `Registry`. */
export async function change(
  tx: Sql,
  addresses: Addresses,
  { id, given, now }: { id: number; given: SubscriberChange; now: Instant },
): Promise<Changed> {
  const holders = await holdersOf(tx, addresses, given);
  const [lock] = await tx.query<Lock>(LOCK_PERSON, [id]);
  const before = await readSubscriber(tx, addresses, id);
  if (lock === undefined || before === null) return { kind: 'unknown' };
  const others = holders.filter((one) => one !== id);
  if (others.length > 0) return { kind: 'taken', ids: others };
  const after = withoutNulls({ ...before, ...given });
  const confirmed = channelsOf(given);
  return owed(tx, { ...(await rewrite(tx, addresses, { before, after, confirmed, returns: endsOptOut(lock, confirmed), now })), id });
}

interface Written<K extends string> {
  readonly kind: K;
  readonly id: number;
  readonly gained: readonly Unit[];
}

/** Whoever gained a place is marked as owed what is in force there, by the transaction that wrote it: see `Sweeper.welcome`. */
async function owed<K extends string>(tx: Sql, written: Written<K>): Promise<Written<K>> {
  if (written.gained.length > 0) await tx.query(OWE, [[written.id]]);
  return written;
}

type Lock = Readonly<Record<'opted_out_at' | 'email_opted_out_at' | 'phone_opted_out_at', Instant | null>>;

/** Who has the addresses, which nobody else may take until the transaction ends. */
async function holdersOf(tx: Sql, addresses: Addresses, { email, phone }: AddressPair): Promise<number[]> {
  const emails = email == null ? [] : addresses.hashesOf('email', email);
  const phones = phone == null ? [] : addresses.hashesOf('sms', phone);
  // In one order, so that two people who change to each other's addresses do not wait for each other.
  const locks = [...emails, ...phones].map((hash) => Buffer.from(hash).readBigInt64BE()).sort((a, b) => (a < b ? -1 : 1));
  await tx.query(LOCK_ADDRESSES, [ADDRESS_LOCK, locks]);
  return (await tx.query<{ id: number }>(FIND, [emails, phones])).map((row) => row.id);
}

const channelsOf = ({ email, phone }: AddressPair): WrittenChannel[] => [
  ...(email == null ? [] : (['email'] as const)),
  ...(phone == null ? [] : (['sms'] as const)),
];

const endsOptOut = (lock: Lock, confirmed: readonly WrittenChannel[]): boolean =>
  confirmed.some((channel) => lock[channel === 'email' ? 'email_opted_out_at' : 'phone_opted_out_at'] !== null);

interface Rewriting {
  readonly before: Subscriber;
  readonly after: SubscriberInput;
  /** Channels whose address was confirmed just now: their opt-outs end. */
  readonly confirmed: readonly WrittenChannel[];
  /** An opt-out ends by it. */
  readonly returns: boolean;
  readonly now: Instant;
}

/** Writes what a person is from now on, where that differs. */
async function rewrite(
  tx: Sql,
  addresses: Addresses,
  { before, after: given, confirmed, returns, now }: Rewriting,
): Promise<{ kind: 'changed' | 'unchanged'; gained: Unit[] }> {
  const after = checkedSubscriber(given, 0);
  const units = [...new Set(after.units)].sort();
  const moved = confirmed.filter((channel) => addressOf(channel, after) !== addressOf(channel, before));
  if (confirmed.length > 0) await tx.query(CONFIRMED, [after.id, confirmed, now, moved]);
  const same = isDeepStrictEqual({ ...after, units }, before);
  if (same && !returns) return { kind: 'unchanged', gained: [] };
  const [email, phone] = [sealedOf(addresses, 'email', after.email), sealedOf(addresses, 'sms', after.phone)];
  await tx.query(UPDATE_SUBSCRIBER, [
    ...[after.id, after.audience, after.language, email.sealed, email.hash, phone.sealed, phone.hash],
    ...[after.leastNeed, needsOrNull(after.leastNeeds), after.unaccentedSms],
    after.consent === null ? null : await consentId(tx, after.consent),
    operatorOf(after.phone),
  ]);
  const [ids, names, ends] = unitColumns([after]);
  await tx.query(DELETE_UNITS, [after.id, names, ends]);
  await tx.query(INSERT_UNITS, [ids, names, ends]);
  await tx.query(DELETE_POINTS, [after.id]);
  await insertPoints(tx, [after]);
  // An address that was not in use until now has heard of nothing.
  const had = returns || moved.length > 0 ? [] : unitsAt(before, now);
  return { kind: 'changed', gained: unitsAt(after, now).filter((unit) => !had.includes(unit)) };
}

const addressOf = (channel: WrittenChannel, { email, phone }: AddressPair) => (channel === 'email' ? email : phone);

/** An address that is taken away is not there at all. */
function withoutNulls({ email, phone, ...rest }: Omit<Subscriber, 'email' | 'phone'> & AddressPair): SubscriberInput {
  return { ...rest, ...(email != null && { email }), ...(phone != null && { phone }) };
}

const unitsAt = ({ units, ends }: Pick<Registration, 'units' | 'ends'>, now: Instant): Unit[] =>
  [...new Set(units)].filter((unit) => (ends[unit] ?? '9') > now);

function sealedOf(addresses: Addresses, channel: 'email' | 'sms', address: string | undefined) {
  return address === undefined ? { sealed: null, hash: null } : addresses.seal(channel, address);
}
