import { openWorkerEngines } from '@loa/adapters/engines';
import { deadLettersTable, issuingTable, lapsingTable } from '@loa/adapters/postgres';
import { createHttp, readConfig, type ProcessContext } from '@loa/runtime';
import { compose } from './compose.ts';
import { deduplicatorConfig, deduplicatorSettings, holdRulesOf } from './config.ts';

/** Starts the deduplicator as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock, hooks }: ProcessContext): Promise<void> {
  const config = readConfig(deduplicatorConfig, env);
  const { db, eventLog, checks } = await openWorkerEngines({ ...config, name: 'deduplicator' }, { log, lifecycle });
  const http = createHttp({ log, lifecycle, metrics, checks });
  lifecycle.push('http', () => http.close());
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  const ports = {
    eventLog,
    issuing: issuingTable(db),
    lapsing: lapsingTable(db),
    deadLetters: deadLettersTable(db),
    lifecycle,
    log,
    metrics,
    clock,
    hooks,
  };
  await compose(deduplicatorSettings.parse({}), holdRulesOf(config, []), ports).start();
}
