import { randomBytes } from 'node:crypto';
import { accountsTable, fillRegistry } from '@loa/adapters/postgres';
import { alarmOf } from '@loa/console/alarm';
import { oidcOf } from '@loa/console/oidc-config';
import { holdRulesOf } from '@loa/deduplicator/config';
import { firstAdministrator } from '@loa/console/first-administrator';
import { readScreens } from '@loa/console/read-screens';
import { smsRegistrations } from '@loa/domain/wording';
import { createHttp, keptSecret, noHooks, readConfig, runProcess, Secret } from '@loa/runtime';
import { publishingOf } from '@loa/feeds/publishing';
import { capturedPage } from './captured-page.ts';
import { compose } from './compose.ts';
import { type StandaloneConfig, standaloneConfig } from './config.ts';
import { openChannels } from './engines/open-channels.ts';
import { openEngines } from './engines/open-engines.ts';
import { firstKeys } from './first-start.ts';
import { readFlags } from './flags.ts';
import { replayAndReport } from './replay-and-report.ts';
import { collectCaptured } from './report/captured.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

await runProcess({
  service: 'loa',
  env: { LOA_LOG_LEVEL: 'warn', ...process.env },
  async start({ env, log, lifecycle, metrics, clock }) {
    const flags = readFlags(process.argv.slice(2));
    const read = readConfig(standaloneConfig, env);
    const engines = await openEngines(read, { log, lifecycle });
    const config = { ...read, LOA_UNSUBSCRIBE_SECRET: read.LOA_UNSUBSCRIBE_SECRET ?? ownSecret(read, 'unsubscribe-secret') };
    const captured = collectCaptured(flags.out);
    const channels = openChannels(config, { eventLog: engines.eventLog, clock, lifecycle, farEnd: captured.add });
    say(
      `Loa on ${engines.named.join(', ')}; e-mail: ${channels.email.reaches}, SMS: ${channels.sms.reaches}, calls: ${channels.voice.reaches} reached`,
    );
    const keys = await firstKeys(engines.db);
    if (keys !== null) say(`forecaster key: ${keys.forecaster}\noperator key:   ${keys.operator}\n(shown this once)`);
    const local = `http://${config.LOA_HOST}:${String(config.LOA_PORT)}`;
    const token = await firstAdministrator(accountsTable(engines.db), clock);
    if (token !== null) say(`the first administrator is invited: ${local}/invitation#${token}\n(shown this once)`);
    const added = await fillRegistry(engines.db, engines.addresses, { count: flags.subscribers });
    if (added > 0) say(`registry: ${added} invented subscribers`);
    const twilio = {
      authToken: config.TWILIO_AUTH_TOKEN?.reveal(),
      publicUrl: config.LOA_PUBLIC_URL,
      receiptSecret: config.LOA_RECEIPT_SECRET?.reveal(),
    };
    const hold = holdRulesOf(config, 'all');
    if (hold.trusted === 'all')
      say('second person: nobody is asked, every issuer is trusted (LOA_TRUSTED_ISSUERS says whose bulletins ask)');
    const settings = {
      hold,
      logKeys: config.LOA_LOG_KEYS,
      publishing: publishingOf(config, local),
      console: { watchdogPeriodMs: config.LOA_WATCHDOG_MINUTES * 60_000 },
      classifier: { provisional: config.LOA_RULEBOOK_PROVISIONAL },
      sweeper: { confirmWithinMinutes: config.LOA_SUPPLY_CONFIRM_MINUTES, retentionDays: config.LOA_RETENTION_DAYS },
      outlets: { allowPrivate: config.LOA_OUTLETS_ALLOW_PRIVATE },
      sources: config.LOA_CAP_SOURCES,
      registrations: smsRegistrations(config.LOA_SMS_TEMPLATES),
      mail: { publicUrl: config.LOA_PUBLIC_URL, perSecond: config.LOA_MAIL_PER_SECOND, perSecond2: config.LOA_MAIL_PER_SECOND_2 },
      bounces: bouncesOf(config),
      smsPerSecond: config.LOA_SMS_PER_SECOND,
      callsPerSecond: config.LOA_CALLS_PER_SECOND,
      recording: config.LOA_CALL_RECORDING,
      twilio: complete(twilio),
      confirmSecret: twilio.receiptSecret ?? ownSecret(config, 'receipt-secret')?.reveal(),
      unsubscribeSecret: config.LOA_UNSUBSCRIBE_SECRET?.reveal(),
    };
    const screens = await readScreens();
    const loa = compose(settings, {
      ...engines,
      channels,
      ...{ alarm: alarmOf(config, clock), oidc: oidcOf(config) },
      lifecycle,
      log,
      metrics,
      clock,
      hooks: noHooks,
      screens,
    });
    const checks = { ...loa.checks, log: () => engines.eventLog.ping() };
    const http = createHttp({ log, lifecycle, metrics, checks, trustedProxies: config.LOA_TRUSTED_PROXIES });
    loa.addRoutes(http);
    capturedPage(http, channels);
    lifecycle.push('http', () => http.close());
    const address = await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
    await loa.start();
    const good =
      flags.replay === null ||
      (await replayAndReport({ ...flags, file: flags.replay, address }, engines, channels, { captured, feeds: loa.feeds, clock }));
    if (flags.once) {
      await lifecycle.stop('once');
      process.exit(good ? 0 : 1);
    }
    await loa.console.start();
    say(
      `\nserving ${address}: /  /desk  /wall  /api/warnings?status=Exercise  /api/queue  /api/openapi.json  /captured  /reports  /readyz  /metrics`,
    );
  },
});

/** An embedded database has a secret of its own beside it; one that others share is useless without theirs. */
function ownSecret({ DATABASE_URL, LOA_DATA_DIR }: StandaloneConfig, name: string): Secret | undefined {
  if (DATABASE_URL !== undefined) return undefined;
  return new Secret(keptSecret(LOA_DATA_DIR, name, () => randomBytes(32).toString('base64url')));
}

/** Where return paths lead to this process. */
function bouncesOf({ LOA_BOUNCE_ADDRESS: address, LOA_RECEIPT_SECRET: secret, LOA_HOST: host, LOA_BOUNCE_PORT: port }: StandaloneConfig) {
  return address === undefined || secret === undefined ? undefined : { address, secret: secret.reveal(), host, port };
}

/** Callbacks need all three; without one of them there are none. */
function complete(given: { authToken: string | undefined; publicUrl: string | undefined; receiptSecret: string | undefined }) {
  const { authToken, publicUrl, receiptSecret } = given;
  return authToken === undefined || publicUrl === undefined || receiptSecret === undefined
    ? undefined
    : { authTokens: [authToken], publicUrl, receiptSecret };
}
