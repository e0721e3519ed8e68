import { openWorkerEngines } from '@loa/adapters/engines';
import { bulletinsTable, deadLettersTable, eventStatesTable } from '@loa/adapters/postgres';
import { createHttp, readConfig, type ProcessContext } from '@loa/runtime';
import { compose } from './compose.ts';
import { classifierConfig, classifierSettings } from './config.ts';

/** Starts the classifier as a process of its own: its engines, its HTTP server, its work. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock, hooks }: ProcessContext): Promise<void> {
  const config = readConfig(classifierConfig, env);
  const { db, eventLog, checks } = await openWorkerEngines({ ...config, name: 'classifier' }, { log, lifecycle });
  const http = createHttp({ log, lifecycle, metrics, checks });
  lifecycle.push('http', () => http.close());
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  const ports = {
    eventLog,
    bulletins: bulletinsTable(db),
    events: eventStatesTable(db),
    deadLetters: deadLettersTable(db),
    lifecycle,
    log,
    metrics,
    clock,
    hooks,
  };
  await compose(classifierSettings.parse({ provisional: config.LOA_RULEBOOK_PROVISIONAL }), ports).start();
}
