import type { Status } from '@loa/domain/bulletin';
import type { Instant } from '@loa/domain/time';
import type { Warning } from '@loa/domain/warning';
import type { Reference } from '../alert.ts';
import type { AlertSettings } from './settings.ts';

/** What a warning's identity as a CAP message is made of. */
export type WarningKey = Pick<Warning, 'id' | 'number' | 'status' | 'issuedAt'>;

/** Viet Nam keeps UTC+7 all year. */
const OFFSET_MS = 7 * 3_600_000;
const STATUS_DIGIT: Readonly<Record<Status, number>> = { Actual: 0, Exercise: 1, Test: 2 };

const localOf = (instant: Instant): string => new Date(Date.parse(instant) + OFFSET_MS).toISOString().slice(0, 19);

/** An instant as CAP 1.2, section 3.3.2, writes it: `2025-11-06T08:00:01+07:00`; fractions are cut off. */
export function capTime(instant: Instant): string {
  return `${localOf(instant)}+07:00`;
}

/**
 * `urn:oid:<arc>.<year>.<month>.<day>.<hour>.<minute>.<second>.<serial>` by Viet Nam's time, no part with leading zeros. The
 * serial is the warning's number followed by a digit for its status (Actual 0, Exercise 1, Test 2): each status counts for itself,
 * so one second may hold `actual-7` and `test-7`.
 */
export function identifierOf({ number, status, issuedAt }: WarningKey, { arc }: Pick<AlertSettings, 'arc'>): string {
  const parts = localOf(issuedAt).split(/\D/).map(Number);
  return `urn:oid:${arc}.${parts.join('.')}.${number * 10 + STATUS_DIGIT[status]}`;
}

/** The triple by which later messages refer to a warning. */
export function referenceTo(warning: WarningKey, settings: Pick<AlertSettings, 'arc' | 'sender'>): Reference {
  return { sender: settings.sender, identifier: identifierOf(warning, settings), sent: capTime(warning.issuedAt) };
}
