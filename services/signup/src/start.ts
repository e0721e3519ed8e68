import { limiterOf, openRedisIfNamed } from '@loa/adapters/engines';
import { apiKeysTable, checkAddressKeys, migrate, openPostgres, registryTable, sessionsTable, signupsTable } from '@loa/adapters/postgres';
import { smsRegistrations } from '@loa/domain/wording';
import { acceptSessions, createHttp, type ProcessContext, readConfig } from '@loa/runtime';
import { compose } from './compose.ts';
import { signupConfig, signupSettings, twilioTokensOf } from './config.ts';
import { openChannels } from './open-channels.ts';

/** Starts sign-up as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock }: ProcessContext): Promise<void> {
  const config = readConfig(signupConfig, env);
  const db = await openPostgres({ url: config.DATABASE_URL.reveal(), max: 4, name: 'signup' });
  lifecycle.push('database', () => db.close());
  await migrate(db);
  await checkAddressKeys(db, config.LOA_ADDRESS_KEYS);
  const channels = openChannels(config, () => clock.now());
  for (const channel of Object.values(channels)) if (channel !== null) lifecycle.push('channel', () => channel.close());
  const redis = await openRedisIfNamed(config.REDIS_URL, { log, lifecycle });
  const rateLimiter = limiterOf(redis, db, log);
  const { TWILIO_ACCOUNT_SID: account, LOA_SMS_PER_SECOND: perSecond } = config;
  const settings = signupSettings.parse({
    publicUrl: config.LOA_PUBLIC_URL,
    unsubscribeSecret: config.LOA_UNSUBSCRIBE_SECRET.reveal(),
    twilioAuthTokens: twilioTokensOf(config),
    smsAccount: account === undefined ? null : { name: account, perSecond },
  });
  const app = compose(settings, {
    registry: registryTable(db, config.LOA_ADDRESS_KEYS),
    signups: signupsTable(db, config.LOA_ADDRESS_KEYS),
    registrations: smsRegistrations(config.LOA_SMS_TEMPLATES),
    ...{ channels, rateLimiter, findKey: apiKeysTable(db).findKey, lifecycle, log, clock },
  });
  const checks = { database: async () => void (await db.query('select 1')) };
  const http = createHttp({ log, lifecycle, metrics, checks, trustedProxies: config.LOA_TRUSTED_PROXIES });
  lifecycle.push('http', () => http.close());
  acceptSessions(http, { sessions: sessionsTable(db), clock });
  app.addRoutes(http);
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  await app.start();
}
