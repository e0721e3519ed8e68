import type { LeasedBatch, LeasedRow, OutgoingMessage } from '@loa/domain/ports';
import { renderEmail, renderSms } from '@loa/domain/wording';

type Content = Pick<OutgoingMessage, 'subject' | 'text' | 'html'>;

/** Writes the messages of one batch: rendered once per audience, reason and places. */
export function messagesOf(batch: LeasedBatch): (row: LeasedRow, to: string, attempt: number) => OutgoingMessage {
  const rendered = new Map<string, Content>();
  const contentOf = (row: LeasedRow): Content => {
    const key = `${row.audience}|${row.reason}|${row.units.join(',')}`;
    const reader = { language: batch.language, audience: row.audience, reason: row.reason, units: row.units };
    const content = rendered.get(key) ?? (batch.channel === 'email' ? renderEmail(batch.warning, reader) : { text: renderSms(batch.warning, reader).text });
    rendered.set(key, content);
    return content;
  };
  const urgent = batch.lane !== 'routine';
  return (row, to, attempt) => ({
    deliveryId: row.id,
    attempt,
    warningId: batch.warning.id,
    to,
    language: batch.language,
    urgent,
    issuedAt: batch.warning.issuedAt,
    expiresAt: row.expiresAt,
    ...contentOf(row),
  });
}
