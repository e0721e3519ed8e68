import { limiterOf, openRedisIfNamed, openWorkerEngines } from '@loa/adapters/engines';
import { apiKeysTable } from '@loa/adapters/postgres';
import { createHttp, readConfig, type ProcessContext } from '@loa/runtime';
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
  const { db, eventLog, checks } = await openWorkerEngines({ ...config, name: 'console' }, { log, lifecycle });
  const tables = consoleTables(db, config.LOA_ADDRESS_KEYS);
  const redis = await openRedisIfNamed(config.REDIS_URL, { log, lifecycle });
  const limiter = limiterOf(redis, db, log);
  const dutyWays = openDutyWays(config, { limiter, log, now: () => clock.now() });
  for (const way of Object.values(dutyWays)) if (way !== null) lifecycle.push('duty way', () => way.close());
  const app = compose(consoleSettings.parse({ watchdogPeriodMs: config.LOA_WATCHDOG_MINUTES * 60_000 }), {
    ...tables,
    ...{ eventLog, findKey: apiKeysTable(db).findKey, alarm: alarmOf(config, clock), lifecycle, log, metrics, clock },
    ...{ oidc: oidcOf(config), dutyWays },
    screens: await readScreens(),
  });
  const token = await firstAdministrator(tables.accounts, clock);
  if (token !== null) process.stdout.write(`the first administrator is invited: /invitation#${token}\n(shown this once)\n`);
  const http = createHttp({ log, lifecycle, metrics, checks: { ...checks, ...app.checks }, trustedProxies: config.LOA_TRUSTED_PROXIES });
  lifecycle.push('http', () => http.close());
  app.addRoutes(http);
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  await app.start();
}
