import { captureChannel } from '@loa/adapters/capture';
import { embeddedRateLimiter } from '@loa/adapters/embedded';
import { kafkaLog } from '@loa/adapters/kafka';
import {
  checkAddressKeys,
  confirmationUrl,
  deadLettersTable,
  eventStatesTable,
  fenceTable,
  ledgerTable,
  migrate,
  openPostgres,
  optOutsTable,
  providerDeskTable,
  sentMessagesTable,
} from '@loa/adapters/postgres';
import { openRedis, redisRateLimiter } from '@loa/adapters/redis';
import { allTopics } from '@loa/domain/topics';
import { smsRegistrations } from '@loa/domain/wording';
import { createHttp, type ProcessContext, withStandIn } from '@loa/runtime';
import { compose } from './compose.ts';
import type { ConfirmLink } from './content-of.ts';
import { readSenderConfig } from './config.ts';
import { providersOf } from './providers-of.ts';
import { receiptsIntoLog } from './receipts-into-log.ts';

/** Starts the sender of the channel in `LOA_CHANNEL`: its engines, its HTTP server, its consumers. Throws ConfigError. */
export async function start({ env, log, lifecycle, metrics, clock, hooks }: ProcessContext): Promise<void> {
  const config = readSenderConfig(env);
  const db = await openPostgres({ url: config.DATABASE_URL.reveal(), max: 6, name: `sender-${config.LOA_CHANNEL}` });
  lifecycle.push('database', () => db.close());
  await migrate(db);
  await checkAddressKeys(db, config.LOA_ADDRESS_KEYS);
  const eventLog = await kafkaLog({ brokers: config.KAFKA_BROKERS, clientId: `sender-${config.LOA_CHANNEL}`, topics: allTopics, log });
  lifecycle.push('event log', () => eventLog.close());
  const redis = config.REDIS_URL && (await openRedis({ url: config.REDIS_URL.reveal(), log }));
  if (redis) lifecycle.push('redis', () => redis.disconnect());
  const counted = embeddedRateLimiter(db);
  const rateLimiter = redis ? withStandIn(redisRateLimiter(redis), counted, { log }) : counted;
  const now = (): Date => clock.now();
  const providers = providersOf(config, { now, onReceipts: receiptsIntoLog(eventLog), sent: sentMessagesTable(db) });
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
  const engines = { database: async () => void (await db.query('select 1')), log: () => eventLog.ping() };
  const http = createHttp({ log, lifecycle, metrics, checks: { ...engines, ...sender.checks } });
  lifecycle.push('http', () => http.close());
  await http.listen({ host: config.LOA_HOST, port: config.LOA_PORT });
  await sender.start();
}

/** Links to confirm, where both parts of them are known. */
function linkOf(publicUrl: string | undefined, secret: string | undefined): ConfirmLink | undefined {
  if (publicUrl === undefined || secret === undefined) return undefined;
  return (deliveryId) => confirmationUrl(publicUrl, secret, deliveryId);
}
