import type { Database } from '@loa/adapters/postgres';
import { type Audience, type Lane, precedenceOf } from '@loa/domain/audience';
import type { EventLog } from '@loa/runtime';
import { testAddresses } from '@loa/testing/addresses';
import { aWarning } from '@loa/testing/builders';

/** A warning in force, as it stands in its table; its id. */
export async function issueWarning(
  db: Database,
  status: 'Actual' | 'Exercise' | 'Test',
  number = 1,
  overrides: Parameters<typeof aWarning>[0] = {},
): Promise<string> {
  const one = aWarning({ number, status, ...overrides });
  await db.query(
    `insert into warnings (id, status, number, bulletin_id, series_id, event_id, hazard_group, issuer, msg_type, action, content, issued_at, onset, expires_at)
     values ($1, $2, $3, $4, 's', 'e', 'tropical-cyclone', 'nchmf', 'Alert', 'issue', $5, $6, $7, $8)`,
    [one.id, status, number, one.bulletinId, one, one.issuedAt, one.onset, one.expiresAt],
  );
  return one.id;
}

const sealed = (channel: 'email' | 'sms', count: number, address: (n: number) => string): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => testAddresses.seal(channel, address(index + 1)).sealed);

/** A batch of new people about the warning, put into the log of its lane; its id. */
export async function dispatchBatch(
  { db, eventLog }: { readonly db: Database; readonly eventLog: Pick<EventLog, 'append'> },
  warningId: string,
  people: number,
  more: {
    watchdog?: boolean;
    exercises?: boolean;
    channel?: 'email' | 'sms';
    reason?: string;
    audience?: Audience;
    supply?: boolean;
    lane?: Lane;
  } = {},
): Promise<number> {
  const { channel = 'email', supply = false, lane = 'flash', audience = 'citizen' } = more;
  const [batch] = await db.query<{ id: number }>(
    `insert into batches (warning_id, channel, lane, language, precedence) values ($1, $2, $4, 'vi', $3) returning id`,
    [warningId, channel, precedenceOf({ audience, supply }), lane],
  );
  const batchId = batch?.id ?? 0;
  await db.query(
    `with people as (
       insert into subscribers (audience, language, email_sealed, phone_sealed, watchdog, exercises, supply)
       select $11, 'vi', email, phone, $4, $5, $9 from unnest($3::bytea[], $8::bytea[]) as n (email, phone) returning id)
     insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, audience, channel, lane, language, need, reason, level, onset, units, response, expires_at, batch_id, queued_at)
     select $1, 'e', 'tropical-cyclone', id, $11, $6, $10, 'vi', 5, $7, 4, '2025-11-06T12:00:00Z', '{21583}', 'Avoid', '2025-11-06T21:00:00Z', $2, '2025-11-06T10:00:00Z' from people`,
    [
      ...[warningId, batchId],
      sealed('email', people, (n) => `p${n}@example.com`),
      ...[more.watchdog ?? false, more.exercises ?? false, channel, more.reason ?? 'first-news'],
      ...[sealed('sms', people, (n) => `+9990000${n}`), supply, lane, audience],
    ],
  );
  const message = { batchId, warningId, channel, lane, language: 'vi', attempt: 1 };
  await eventLog.append(
    `dispatch.${channel}.${lane}`,
    [{ key: String(batchId), id: `batch:${String(batchId)}`, value: Buffer.from(JSON.stringify(message)) }],
    { deadlineMs: 5_000 },
  );
  return batchId;
}

/** How many deliveries are in each state. */
export const statesOf = async (db: Database): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await db.query<{ state: string; count: number }>('select state, count(*)::int as count from deliveries group by state')).map((row) => [
      row.state,
      row.count,
    ]),
  );
