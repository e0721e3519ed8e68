import { captureChannel } from '@loa/adapters/capture';
import { embeddedLog, embeddedRateLimiter } from '@loa/adapters/embedded';
import { deadLettersTable, fenceTable, ledgerTable, migrate, openPglite, openPostgres, type Database } from '@loa/adapters/postgres';
import { allTopics } from '@loa/domain/topics';
import { createLifecycle, createLogger, createMetrics, noHooks } from '@loa/runtime';
import { aWarning } from '@loa/testing/builders';
import { freshPostgres } from '@loa/testing/contract/fresh-postgres';
import { test } from 'vitest';
import { compose } from '/work/main/services/sender/src/compose.ts';
const N = 20000;
async function measure(name: string, db: Database) {
  await migrate(db);
  const log = createLogger({ service: 'x', level: 'silent' });
  const now = () => new Date('2025-11-06T10:00:00.000Z');
  const eventLog = embeddedLog(db, { topics: allTopics });
  const one = aWarning({ number: 1, status: 'Actual' });
  await db.query(`insert into warnings (id, status, number, bulletin_id, series_id, event_id, hazard_group, issuer, msg_type, action, content, issued_at, onset, expires_at)
     values ($1, 'Actual', 1, 'b', 's', 'e', 'tropical-cyclone', 'nchmf', 'Alert', 'issue', $2, $3, $4, $5)`, [one.id, one, one.issuedAt, one.onset, one.expiresAt]);
  await db.query(`insert into subscribers (audience, language, email) select 'citizen','vi','p'||n||'@example.com' from generate_series(1,$1::int) n`, [N]);
  await db.query(`insert into batches (warning_id, channel, lane, language) select $1,'email','flash','vi' from generate_series(1,$2::int)`, [one.id, N / 500]);
  await db.query(`insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, audience, channel, lane, language, need, reason, level, onset, units, response, expires_at, batch_id, queued_at)
     select $1,'e','tropical-cyclone',id,'citizen','email','flash','vi',5,'first-news',4,'2025-11-06T12:00:00Z','{21583}','Avoid','2025-11-06T21:00:00Z',(id-1)/500+1,'2025-11-06T10:00:00Z' from subscribers`, [one.id]);
  await eventLog.append('dispatch.email.flash', Array.from({ length: N / 500 }, (_, i) => ({ key: String(i + 1), id: `batch:${i + 1}`, value: Buffer.from(JSON.stringify({ batchId: i + 1, warningId: one.id, channel: 'email', lane: 'flash', language: 'vi', attempt: 1 })) })), { deadlineMs: 20000 });
  const lifecycle = createLifecycle({ log });
  const channel = captureChannel({ name: 'email', now });
  const ledger = ledgerTable(db);
  let statements = 0, inSettle = 0;
  const timed = { ...ledger, settle: async (r: any) => { const t = performance.now(); await ledger.settle(r); inSettle += performance.now() - t; statements += 1; } };
  const ports = { ledger: timed, fence: fenceTable(db), deadLetters: deadLettersTable(db), eventLog, channel, testChannel: captureChannel({ name: 'email', now }), rateLimiter: embeddedRateLimiter(db), log, metrics: createMetrics({ service: 'x' }), clock: { now }, hooks: noHooks, lifecycle };
  const t0 = performance.now();
  await compose({}, ports).start();
  for (;;) { await new Promise((r) => setTimeout(r, 50)); const [r] = await db.query<{ n: number }>(`select count(*)::int n from batches where done_at is null`); if (r?.n === 0) break; }
  const s = (performance.now() - t0) / 1000;
  console.log(`${name}: ${N} e-mails in ${s.toFixed(2)} s = ${Math.round(N / s)}/s; ${statements} settle statements of ${(N / statements).toFixed(0)} rows, ${(inSettle / statements).toFixed(1)} ms each`);
  await lifecycle.stop('x'); await eventLog.close();
  // settle alone, 500 rows a statement
  await db.query(`update deliveries set state='queued', settled_at=null`);
  const ids = (await db.query<{ id: number }>('select id from deliveries order by id')).map((r) => r.id);
  const t1 = performance.now();
  for (let i = 0; i < ids.length; i += 500) await ledger.settle(ids.slice(i, i + 500).map((deliveryId) => ({ deliveryId, attempt: 1, state: 'accepted' as const, reason: null, sentAt: now().toISOString(), settledAt: now().toISOString(), dueAt: null, providerId: 'x' })));
  console.log(`${name}: settle alone, 500 rows a statement: ${Math.round(N / ((performance.now() - t1) / 1000))} rows/s`);
}
test('measure', async () => {
  const lite = await openPglite({ dataDir: 'memory' }); await measure('PGlite', lite); await lite.close();
  const real = await freshPostgres(); const db = await openPostgres({ url: real.url, max: 6 }); await measure('PostgreSQL', db); await db.close(); await real.stop();
}, 300000);
