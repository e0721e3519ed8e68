import { migrate, openPostgres, warningsTable } from '@loa/adapters/postgres';
import { createHttp, readConfig, runProcess } from '@loa/runtime';
import { compose } from './compose.ts';
import { feedsConfig } from './config.ts';

await runProcess({
  service: 'feeds',
  env: process.env,
  async start({ env, log, lifecycle, metrics }) {
    const config = readConfig(feedsConfig, env);
    const db = await openPostgres({ url: config.DATABASE_URL.reveal(), name: 'feeds' });
    lifecycle.push('database', () => db.close());
    await migrate(db);
    const http = createHttp({ log, lifecycle, metrics, checks: { database: async () => void (await db.query('select 1')) } });
    lifecycle.push('http', () => http.close());
    compose({ warnings: warningsTable(db) }).addRoutes(http);
    await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  },
});
