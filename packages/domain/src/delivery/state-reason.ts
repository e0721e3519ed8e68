import { z } from 'zod';

/** Reasons of a state that are one fixed word. */
export const FIXED_REASONS = [
  // Decided here: by the gate, by a later warning, by time.
  'recalled',
  'cancelled',
  'superseded',
  'expired',
  'opted-out',
  'test-reaches-nobody',
  'test-is-for-the-watchdog',
  'exercise-not-named',
  'never-known',
  // About the address or the message, before anything was written.
  'no-address',
  'address-invalid',
  'message-too-large',
  'call-too-long',
  // About an attempt.
  'no-result',
  'not-found-after-two-tries',
  'provider-not-configured',
  'provider-silent',
  'connection-lost',
  'connection-lost-after-data',
  // Said by a receipt.
  'complaint',
  'reason-not-given',
  // Stands in for a reason that is not in this list: a fault of ours, logged.
  'unexpected',
] as const;

/**
 * Families of reasons, each closed by its form. A word is a network's or a library's error code in small letters; numbers are those of the
 * standard or the provider. None has room for an address.
 */
const FAMILIES: readonly RegExp[] = [
  // The later warning that it gave way to.
  /^by (?:actual|exercise|test)-\d{1,12}$/,
  // Reply and enhanced status (RFC 5321, RFC 3463), or no reply.
  /^smtp-[2-5]\d\d(?:-[245]\.\d{1,3}\.\d{1,3})?$/,
  /^smtp-[a-z][a-z0-9_]{0,39}$/,
  // Status of a bounce (RFC 3464).
  /^dsn-[245]\.\d{1,3}\.\d{1,3}$/,
  // Twilio's error code, or an answer without one, or none; the end of a call.
  /^twilio-\d{4,6}$/,
  /^twilio-http-\d{3}$/,
  /^twilio-(?:answer-unreadable|[a-z][a-z0-9_]{0,39})$/,
  /^twilio-call-(?:busy|no-answer|failed|canceled)$/,
  // command_status, a receipt's network error, or no answer.
  /^smpp-(?:bind-)?0x[0-9a-f]{2,8}$/,
  /^smpp-err-[A-Za-z0-9]{1,20}$/,
  /^smpp-(?:connection-lost|not-bound|[a-z][a-z0-9_]{0,39})$/,
];

const FIXED: ReadonlySet<string> = new Set(FIXED_REASONS);

/** Why a delivery is in its state, from a closed list. */
export const stateReason = z
  .string()
  .refine((reason) => FIXED.has(reason) || FAMILIES.some((family) => family.test(reason)), 'expected a reason of the closed list');

export const isStateReason = (reason: string): boolean => stateReason.safeParse(reason).success;

/** The reason as the ledger keeps it: `unexpected` for what is not in the list. */
export const listedReason = (reason: string | null): string | null => (reason === null || isStateReason(reason) ? reason : 'unexpected');

/** Refusals by which a provider says that the person told it to send no more. */
const OPTED_OUT_THERE: ReadonlySet<string> = new Set(['twilio-21610']);

/**
 * No such mailbox, no such domain, moved, or it takes no mail (RFC 3463, 3.2; RFC 7505), said by a bounce or at once. Policy, size and full mailboxes are
 * not the address's fault. PostgreSQL reads it as well.
 */
export const UNKNOWN_MAILBOX = String.raw`^(dsn|smtp-5\d\d)-5\.1\.(1|2|3|6|10)$`;

const unknownMailbox = new RegExp(UNKNOWN_MAILBOX);

export const isUnknownMailbox = (reason: string): boolean => unknownMailbox.test(reason);

/** Refusals by which a mail server speaks of who sends: a login (RFC 4954, 6), the sender's address or policy (RFC 3463, 3.2 and 3.8), or nothing said. */
const OF_THE_SENDER = /^smtp-(?:53[0458](?:-.+)?|554|5\d\d-5\.(?:1\.[78]|7\.\d{1,3}))$/;

export const isRefusalOfSender = (reason: string): boolean => OF_THE_SENDER.test(reason);

/** Twilio's words on a message that it took, by which another try is of no use: blocked, no such phone, a landline, filtered, too late. */
const NEVER_ARRIVES: ReadonlySet<string> = new Set(['twilio-30004', 'twilio-30005', 'twilio-30006', 'twilio-30007', 'twilio-30036']);

/**
 * May a message arrive when it is sent once more, though its provider took it and then reported this? The handset could not be reached, a queue was full, the
 * account was stopped, nobody knows. A code that is new among those of delivery is worth a try.
 */
export const mayArriveYet = (reason: string | null): boolean =>
  reason !== null && /^twilio-(?:30\d{3}|63038)$/.test(reason) && !NEVER_ARRIVES.has(reason);

export const isProviderOptOut = (reason: string | null): boolean => reason !== null && OPTED_OUT_THERE.has(reason);
