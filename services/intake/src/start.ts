import { embeddedClaims } from '@loa/adapters/embedded';
import { kafkaLog } from '@loa/adapters/kafka';
import {
  apiKeysTable,
  bulletinsTable,
  capOriginalsTable,
  deadLettersTable,
  documentsTable,
  draftsTable,
  eventStatesTable,
  issuersTable,
  migrate,
  openPostgres,
  reachTable,
  seriesDeskTable,
  sessionsTable,
  supplyDeskTable,
} from '@loa/adapters/postgres';
import { openRedis, redisClaims } from '@loa/adapters/redis';
import { allTopics } from '@loa/domain/topics';
import { smsRegistrations } from '@loa/domain/wording';
import { acceptSessions, createHttp, readConfig, type ProcessContext } from '@loa/runtime';
import { compose } from './compose.ts';
import { BODY_LIMIT, intakeConfig, intakeSettings } from './config.ts';
import { composeSubmissions } from './submissions.ts';

/** Starts intake as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock, hooks }: ProcessContext): Promise<void> {
  const config = readConfig(intakeConfig, env);
  const db = await openPostgres({ url: config.DATABASE_URL.reveal(), name: 'intake' });
  lifecycle.push('database', () => db.close());
  await migrate(db);
  const eventLog = await kafkaLog({ brokers: config.KAFKA_BROKERS, clientId: 'intake', topics: allTopics, log });
  lifecycle.push('event log', () => eventLog.close());
  const redis = config.REDIS_URL && (await openRedis({ url: config.REDIS_URL.reveal(), log }));
  if (redis) lifecycle.push('redis', () => redis.disconnect());
  const claims = redis ? redisClaims(redis) : embeddedClaims(db);
  const checks = { database: async () => void (await db.query('select 1')), log: () => eventLog.ping() };
  const http = createHttp({ log, lifecycle, metrics, checks, bodyLimitBytes: BODY_LIMIT, trustedProxies: config.LOA_TRUSTED_PROXIES });
  lifecycle.push('http', () => http.close());
  acceptSessions(http, { sessions: sessionsTable(db), clock });
  const tables = {
    bulletins: bulletinsTable(db),
    events: eventStatesTable(db),
    reach: reachTable(db),
    supply: supplyDeskTable(db),
    issuers: issuersTable(db),
    series: seriesDeskTable(db),
    drafts: draftsTable(db),
    documents: documentsTable(db),
    apiKeys: apiKeysTable(db),
  };
  const { LOA_MAIL_PER_SECOND: email, LOA_SMS_PER_SECOND: sms, LOA_CALLS_PER_SECOND: voice } = config;
  const rates = { email: email ?? null, sms: sms ?? null, voice: voice ?? null };
  const settings = intakeSettings.parse({ provisional: config.LOA_RULEBOOK_PROVISIONAL, sources: config.LOA_CAP_SOURCES, rates });
  const shared = { ...tables, claims, eventLog, log, metrics, clock, hooks };
  compose(settings, {
    ...shared,
    registrations: smsRegistrations(config.LOA_SMS_TEMPLATES),
    originals: capOriginalsTable(db),
  }).addRoutes(http);
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  await composeSubmissions(settings, config.LOA_LOG_KEYS ?? {}, { ...shared, deadLetters: deadLettersTable(db), lifecycle }).start();
}
