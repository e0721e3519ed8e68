import { openRedisIfNamed, openWorkerEngines } from '@loa/adapters/engines';
import { embeddedClaims } from '@loa/adapters/embedded';
import {
  apiKeysTable,
  bulletinsTable,
  capOriginalsTable,
  deadLettersTable,
  documentsTable,
  draftsTable,
  eventStatesTable,
  issuersTable,
  reachTable,
  seriesDeskTable,
  sessionsTable,
  supplyDeskTable,
} from '@loa/adapters/postgres';
import { redisClaims } from '@loa/adapters/redis';
import { smsRegistrations } from '@loa/domain/wording';
import { acceptSessions, createHttp, readConfig, type ProcessContext } from '@loa/runtime';
import { compose } from './compose.ts';
import { BODY_LIMIT, intakeConfig, intakeSettings } from './config.ts';
import { composeSubmissions } from './submissions.ts';

/** Starts intake as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock, hooks }: ProcessContext): Promise<void> {
  const config = readConfig(intakeConfig, env);
  const { db, eventLog, checks } = await openWorkerEngines({ ...config, name: 'intake' }, { log, lifecycle });
  const redis = await openRedisIfNamed(config.REDIS_URL, { log, lifecycle });
  const claims = redis ? redisClaims(redis) : embeddedClaims(db);
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
