import type { OutgoingMessage } from '@loa/domain/ports';

/** Of two parts. */
const LONG = 'Tin 02:00 6/11. Bão số 13: Quy Nhơn, Gia Lai. Hãy trú ẩn. Cấp độ rủi ro 4 (đỏ), từ 12:00 6/11 đến 04:00 7/11.';

/** Messages made for a bench, to numbers that are nobody's. */
export function messagesFor(count: number, now: Date, text = LONG): OutgoingMessage[] {
  const at = (hours: number): string => new Date(now.getTime() + hours * 3_600_000).toISOString();
  const content = { text };
  return Array.from({ length: count }, (_, index) => ({
    deliveryId: index + 1,
    attempt: 1,
    to: `+999${String(index + 1).padStart(9, '0')}`,
    warningId: 'exercise-1',
    status: 'Exercise',
    level: 4,
    language: 'vi',
    content,
    issuedAt: at(0),
    expiresAt: at(12),
  }));
}
