import { openWorkerEngines } from '@loa/adapters/engines';
import { deadLettersTable, fanoutTable, reachTable, supplyDeskTable } from '@loa/adapters/postgres';
import { createHttp, readConfig, type ProcessContext } from '@loa/runtime';
import { compose } from './compose.ts';
import { fanoutConfig, fanoutSettings } from './config.ts';

/** Starts fan-out as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock, hooks }: ProcessContext): Promise<void> {
  const config = readConfig(fanoutConfig, env);
  const { db, eventLog, checks } = await openWorkerEngines({ ...config, name: 'fanout', sessions: 4 }, { log, lifecycle });
  const http = createHttp({ log, lifecycle, metrics, checks });
  lifecycle.push('http', () => http.close());
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  const tables = { fanout: fanoutTable(db), supply: supplyDeskTable(db), reach: reachTable(db), deadLetters: deadLettersTable(db) };
  await compose(fanoutSettings.parse({ exercisesTo: config.LOA_EXERCISES_TO }), {
    ...tables,
    eventLog,
    lifecycle,
    log,
    metrics,
    clock,
    hooks,
  }).start();
}
