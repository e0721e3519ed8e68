import { limiterOf, openRedisIfNamed, openWorkerEngines } from '@loa/adapters/engines';
import { captureChannel } from '@loa/adapters/capture';
import {
  checkAddressKeys,
  confirmationUrl,
  deadLettersTable,
  eventStatesTable,
  fenceTable,
  ledgerTable,
  optOutsTable,
  providerDeskTable,
  sentMessagesTable,
} from '@loa/adapters/postgres';
import { smsRegistrations } from '@loa/domain/wording';
import { createHttp, type ProcessContext } from '@loa/runtime';
import { compose } from './compose.ts';
import type { ConfirmLink } from './content-of.ts';
import { readSenderConfig } from './config.ts';
import { providersOf } from './providers-of.ts';
import { receiptsIntoLog } from './receipts-into-log.ts';
import { SMS_PROVIDERS } from './sms-accounts.ts';

/** Starts the sender of the channel in `LOA_CHANNEL`: its engines, its HTTP server, its consumers. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock, hooks }: ProcessContext): Promise<void> {
  const config = readSenderConfig(env);
  const { db, eventLog, checks } = await openWorkerEngines(
    { ...config, name: `sender-${config.LOA_CHANNEL}`, sessions: 6 },
    { log, lifecycle },
  );
  await checkAddressKeys(db, config.LOA_ADDRESS_KEYS);
  const redis = await openRedisIfNamed(config.REDIS_URL, { log, lifecycle });
  const rateLimiter = limiterOf(redis, db, log);
  const now = (): Date => clock.now();
  const unknownReceipts = metrics.counter({
    name: 'loa_receipts_of_unknown_messages_total',
    help: 'Receipts of a provider that were dropped, since nobody knows the message that they are about',
    labels: { provider: SMS_PROVIDERS },
  });
  const providers = await providersOf(config, {
    ...{ now, onReceipts: receiptsIntoLog(eventLog), sent: sentMessagesTable(db) },
    unknownReceipt: (provider) => unknownReceipts.inc({ provider }),
  });
  for (const { channel } of providers) lifecycle.push('provider', () => channel.close());
  const testChannel = captureChannel({ name: providers[0].channel.name, now });
  const tables = {
    ledger: ledgerTable(db, config.LOA_ADDRESS_KEYS),
    events: eventStatesTable(db),
    fence: fenceTable(db),
    providerDesk: providerDeskTable(db),
    registry: optOutsTable(db),
    deadLetters: deadLettersTable(db),
  };
  const { LOA_PUBLIC_URL: publicUrl, LOA_RECEIPT_SECRET: receiptSecret } = config;
  const confirmLink = linkOf(publicUrl, receiptSecret?.reveal());
  const working = { log, metrics, clock, hooks, lifecycle };
  const registrations = config.LOA_CHANNEL === 'sms' ? smsRegistrations(config.LOA_SMS_TEMPLATES) : undefined;
  const recording = config.LOA_CHANNEL === 'voice' ? config.LOA_CALL_RECORDING : undefined;
  const sender = compose(
    { publicUrl, confirmLink, registrations, recording },
    { ...tables, eventLog, providers, testChannel, rateLimiter, ...working },
  );
  const http = createHttp({ log, lifecycle, metrics, checks: { ...checks, ...sender.checks } });
  lifecycle.push('http', () => http.close());
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  await sender.start();
}

/** Links to confirm, where both parts of them are known. */
function linkOf(publicUrl: string | undefined, secret: string | undefined): ConfirmLink | undefined {
  if (publicUrl === undefined || secret === undefined) return undefined;
  return (deliveryId) => confirmationUrl(publicUrl, secret, deliveryId);
}
