import { testAddresses } from '@loa/testing/addresses';
import type { SettleResult } from '@loa/domain/ports';
import { aWarning } from '@loa/testing/builders';
import type { Database } from '../index.ts';

/** Deliveries are queued and settled. */
export const NOW = '2025-11-06T01:00:00.000Z';
export const LATER = '2025-11-06T02:00:00.000Z';

/** A plain acceptance of a first attempt. */
export const accepted = (deliveryId: number, more: Partial<SettleResult> = {}): SettleResult => ({
  deliveryId,
  attempt: 1,
  state: 'accepted',
  reason: null,
  sentAt: NOW,
  settledAt: NOW,
  dueAt: null,
  providerId: 'p1',
  ...more,
});

/** A warning in its table; its id. */
export async function insertWarning(db: Database, number: number, more: Parameters<typeof aWarning>[0] = {}): Promise<string> {
  const one = aWarning({ number, status: 'Actual', ...more });
  await db.query(
    `insert into warnings (id, status, number, bulletin_id, series_id, event_id, hazard_group, issuer, msg_type, action, content, issued_at, onset, expires_at)
     values ($1, $2, $3, $4, $5, $6, 'tropical-cyclone', $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[one.id, one.status, one.number, one.bulletinId, one.seriesId, one.eventId],
      ...[one.issuer, one.msgType, one.action, one, one.issuedAt, one.onset, one.expiresAt],
    ],
  );
  return one.id;
}

/** A batch of e-mails to new people. */
export async function insertBatch(
  db: Database,
  warningId: string,
  subscribers: number,
  inPlaceOf: number | null = null,
): Promise<{ batchId: number; rows: number[] }> {
  const [batch] = await db.query<{ id: number }>(
    `insert into batches (warning_id, channel, lane, language, in_place_of) values ($1, 'email', 'flash', 'vi', $2) returning id`,
    [warningId, inPlaceOf],
  );
  const batchId = batch?.id ?? 0;
  const people = await db.query<{ id: number }>(
    `insert into subscribers (audience, language, email_sealed) select 'citizen', 'vi', unnest($1::bytea[]) returning id`,
    [Array.from({ length: subscribers }, (_, n) => testAddresses.seal('email', `p${n + 1}@example.com`).sealed)],
  );
  const rows = await db.query<{ id: number }>(
    `insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, audience, channel, lane, language, need, reason, level, onset, units, response, expires_at, batch_id, queued_at)
     select $1, 'e', 'tropical-cyclone', s, 'citizen', 'email', 'flash', 'vi', 5, 'first-news', 4, $3, '{21583}', 'Avoid', '2025-11-07T00:00:00Z', $4, $3
     from unnest($2::bigint[]) s returning id`,
    [warningId, people.map((one) => one.id), NOW, batchId],
  );
  return { batchId, rows: rows.map((one) => one.id) };
}

/** What a settle writes of a delivery. */
export const stateOf = async (db: Database, id: number) =>
  (await db.query('select state, state_reason, attempt, provider_id, sent_at, settled_at, due_at from deliveries where id = $1', [id]))[0];
