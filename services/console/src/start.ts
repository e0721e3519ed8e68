import { embeddedRateLimiter } from '@loa/adapters/embedded';
import { kafkaLog } from '@loa/adapters/kafka';
import { apiKeysTable, migrate, openPostgres } from '@loa/adapters/postgres';
import { openRedis, redisRateLimiter } from '@loa/adapters/redis';
import { allTopics } from '@loa/domain/topics';
import { createHttp, readConfig, type ProcessContext, withStandIn } from '@loa/runtime';
import { firstAdministrator } from './accounts/first-administrator.ts';
import { alarmOf } from './alarm.ts';
import { compose } from './compose.ts';
import { consoleConfig, consoleSettings } from './config.ts';
import { openDutyWays } from './duty-ways.ts';
import { oidcOf } from './oidc/config.ts';
import { readScreens } from './read-screens.ts';
import { consoleTables } from './tables.ts';

/** Starts the console as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock }: ProcessContext): Promise<void> {
  const config = readConfig(consoleConfig, env);
  const db = await openPostgres({ url: config.DATABASE_URL.reveal(), name: 'console' });
  lifecycle.push('database', () => db.close());
  await migrate(db);
  const eventLog = await kafkaLog({ brokers: config.KAFKA_BROKERS, clientId: 'console', topics: allTopics, log });
  lifecycle.push('event log', () => eventLog.close());
  const tables = consoleTables(db, config.LOA_ADDRESS_KEYS);
  const redis = config.REDIS_URL && (await openRedis({ url: config.REDIS_URL.reveal(), log }));
  if (redis) lifecycle.push('redis', () => redis.disconnect());
  const counted = embeddedRateLimiter(db);
  const limiter = redis ? withStandIn(redisRateLimiter(redis), counted, { log }) : counted;
  const dutyWays = openDutyWays(config, { limiter, log, now: () => clock.now() });
  for (const way of Object.values(dutyWays)) if (way !== null) lifecycle.push('duty way', () => way.close());
  const app = compose(consoleSettings.parse({ watchdogPeriodMs: config.LOA_WATCHDOG_MINUTES * 60_000 }), {
    ...tables,
    ...{ eventLog, findKey: apiKeysTable(db).findKey, alarm: alarmOf(config, clock), lifecycle, log, metrics, clock },
    ...{ oidc: oidcOf(config), dutyWays },
    screens: await readScreens(),
  });
  const checks = { database: async () => void (await db.query('select 1')), log: () => eventLog.ping(), ...app.checks };
  const token = await firstAdministrator(tables.accounts, clock);
  if (token !== null) process.stdout.write(`the first administrator is invited: /invitation#${token}\n(shown this once)\n`);
  const http = createHttp({ log, lifecycle, metrics, checks, trustedProxies: config.LOA_TRUSTED_PROXIES });
  lifecycle.push('http', () => http.close());
  app.addRoutes(http);
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  await app.start();
}
