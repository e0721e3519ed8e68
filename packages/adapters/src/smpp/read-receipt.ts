import type { Receipt } from '@loa/domain/ports';
import type { Pdu } from 'smpp';

/** A delivery receipt in a deliver_sm. `state` null: it says nothing that is not known. */
export interface SmppReceipt {
  readonly messageId: string;
  readonly state: Extract<Receipt['state'], 'delivered' | 'undelivered'> | null;
  /** `smpp-err-011`, the network's error, where there is one. */
  readonly code: string | null;
}

/** esm_class of a delivery receipt (SMPP 3.4, 5.2.12). */
const RECEIPT_BITS = 0x3c;
const RECEIPT = 0x04;

/** message_state (SMPP 3.4, 5.2.28) by number and by its word in the text form (appendix B). */
const STATES: Readonly<Record<string, SmppReceipt['state']>> = {
  '2': 'delivered',
  DELIVRD: 'delivered',
  '3': 'undelivered',
  EXPIRED: 'undelivered',
  '4': 'undelivered',
  DELETED: 'undelivered',
  '5': 'undelivered',
  UNDELIV: 'undelivered',
  '8': 'undelivered',
  REJECTD: 'undelivered',
};

/** Reads a receipt, by its optional parameters and where they are missing by its text; null when the PDU is none. */
export function readReceipt(pdu: Pdu): SmppReceipt | null {
  const esmClass = typeof pdu['esm_class'] === 'number' ? pdu['esm_class'] : 0;
  if ((esmClass & RECEIPT_BITS) !== RECEIPT) return null;
  const text = textOf(pdu['short_message']) || textOf(pdu['message_payload']);
  const field = (name: string): string | undefined => new RegExp(`(?:^|\\s)${name}:\\s*(\\S+)`, 'i').exec(text)?.[1];
  const id = pdu['receipted_message_id'];
  const messageId = typeof id === 'string' && id !== '' ? id : field('id');
  if (messageId === undefined) return null;
  const word = typeof pdu['message_state'] === 'number' ? String(pdu['message_state']) : field('stat')?.toUpperCase();
  const error = field('err');
  const code = error === undefined || /^0*$/.test(error) ? null : `smpp-err-${/^[A-Za-z0-9]{1,20}$/.test(error) ? error : 'unreadable'}`;
  return { messageId, state: STATES[word ?? ''] ?? null, code };
}

/** The library hands over `{message}`, as text where it knows the coding. */
function textOf(field: unknown): string {
  if (typeof field !== 'object' || field === null || !('message' in field)) return '';
  if (Buffer.isBuffer(field.message)) return field.message.toString('latin1');
  return typeof field.message === 'string' ? field.message : '';
}

/** How an operator writes message ids: in the answer to submit_sm, and in receipts. */
export type MessageIds = 'same' | 'hex-decimal' | 'decimal-hex';

/** The id of a receipt as the answer to submit_sm had it; null when it is no number of the named kind. */
export function answeredId(id: string, ids: MessageIds): string | null {
  if (ids === 'same') return canonicalId(id, ids);
  const hex = ids === 'decimal-hex';
  if (!(hex ? /^[0-9a-f]+$/i : /^\d+$/).test(id)) return null;
  return BigInt(hex ? `0x${id}` : id).toString(hex ? 10 : 16);
}

/** An id of an answer to submit_sm, so that it compares: numbers without leading zeros, letters small. */
export function canonicalId(id: string, ids: MessageIds): string {
  if (ids === 'same') return id.trim();
  return id
    .trim()
    .toLowerCase()
    .replace(/^0+(?=.)/, '');
}
