import { captureChannel } from '@loa/adapters/capture';
import type { Channel } from '@loa/domain/ports';
import { createHttp, noHooks, readConfig, runProcess } from '@loa/runtime';
import { z } from 'zod';
import { publishingOf } from '../../../services/feeds/src/publishing.ts';
import { compose } from '../../../services/standalone/src/compose.ts';
import { standaloneConfig } from '../../../services/standalone/src/config.ts';
import { openEngines } from '../../../services/standalone/src/engines/open-engines.ts';
import { firstKeys } from '../../../services/standalone/src/first-start.ts';
import { instant } from '../clock.ts';
import { fill, register } from '../people.ts';

/*
 * Standalone on embedded engines with capture channels, as `npm start` runs it, in a process of its own. Prints {"url","key"} when it is
 * ready. Beside Loa's routes: GET /bench/first (answers when the first message has reached the far end), GET /bench/count, POST
 * /bench/clear, POST /bench/query {text, parameters}.
 */
const query = z.object({ text: z.string(), parameters: z.array(z.unknown()) });

await runProcess({
  service: 'bench',
  env: process.env,
  async start({ env, log, lifecycle, metrics, clock }) {
    const config = readConfig(standaloneConfig, env);
    const engines = await openEngines(config, { log, lifecycle });
    const keys = await firstKeys(engines.db);
    await fill(engines.db, register.parse(JSON.parse(env['BENCH_REGISTER'] ?? '{}')));
    const farEnd = { count: 0, first: Promise.withResolvers<number>() };
    const onCaptured = (): void => {
      farEnd.count += 1;
      if (farEnd.count === 1) farEnd.first.resolve(instant());
    };
    const now = (): Date => clock.now();
    const capture = (name: Channel['name']) => captureChannel({ name, now, onCaptured });
    const quiet = (name: Channel['name']) => captureChannel({ name, now });
    const tests = { testEmail: quiet('email'), testSms: quiet('sms'), testVoice: quiet('voice') };
    const channels = { email: capture('email'), secondEmail: null, sms: capture('sms'), voice: capture('voice'), ...tests };
    const settings = {
      console: {},
      publishing: publishingOf(config, 'http://127.0.0.1'),
      outlets: { allowPrivate: config.LOA_OUTLETS_ALLOW_PRIVATE },
    };
    const loa = compose(settings, { ...engines, channels, alarm: null, lifecycle, log, metrics, clock, hooks: noHooks });
    const http = createHttp({ log, lifecycle, metrics, checks: loa.checks });
    loa.addRoutes(http);
    http.get('/bench/first', async () => ({ at: await farEnd.first.promise }));
    http.get('/bench/count', () => ({ count: farEnd.count }));
    http.post('/bench/clear', () => {
      Object.assign(farEnd, { count: 0, first: Promise.withResolvers<number>() });
      return {};
    });
    http.post('/bench/query', async (request) => {
      const { text, parameters } = query.parse(request.body);
      return engines.db.query(text, parameters);
    });
    lifecycle.push('http', () => http.close());
    const url = await http.listen({ host: '127.0.0.1', port: 0 });
    await loa.start();
    process.stdout.write(`${JSON.stringify({ url, key: keys?.forecaster })}\n`);
  },
});
