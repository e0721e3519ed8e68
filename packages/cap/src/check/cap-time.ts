import type { Instant } from '@loa/domain/time';

/** RFC 3339 and what people write for it; groups: date and time to the minute, seconds, fraction, offset. */
const TOLERANT = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(?::(\d\d)([.,]\d{1,9})?)?(Z|z|[+-]\d\d:?\d\d)$/;
const MAX_OFFSET_MINUTES = 14 * 60;

/** The instant of a CAP time, read liberally (`Z`, fractions, no seconds, an offset without its colon); undefined where it names none. */
export function capInstant(text: string): Instant | undefined {
  const [whole, date = '', minute = '', second = '00', , offset = ''] = TOLERANT.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const offsetMinutes = /^z$/i.test(offset)
    ? 0
    : Number(`${offset.charAt(0)}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2)));
  if (Math.abs(offsetMinutes) > MAX_OFFSET_MINUTES) return undefined;
  const local = `${date}T${minute}:${second}.000Z`;
  const at = Date.parse(local);
  // A day that a month does not have is not moved into the next one.
  if (Number.isNaN(at) || new Date(at).toISOString() !== local) return undefined;
  return new Date(at - offsetMinutes * 60_000).toISOString();
}

const AS_CAP_WRITES = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;

/** What breaks the form `YYYY-MM-DDThh:mm:ss±hh:mm` (CAP 1.2, section 3.3.2), by rule; null where nothing does. */
export function timeFault(text: string): { rule: string; says: string } | null {
  const form = 'expected YYYY-MM-DDThh:mm:ss±hh:mm';
  if (capInstant(text) === undefined) return { rule: 'time-unreadable', says: form };
  if (AS_CAP_WRITES.test(text)) return null;
  if (/z$/i.test(text)) return { rule: 'time-z', says: `${form}: "Z" is not an offset in CAP` };
  if (/[.,]/.test(text)) return { rule: 'time-fraction', says: `${form}: no fractions of a second` };
  return { rule: 'time-form', says: form };
}
