import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedClaims, embeddedLog } from '@loa/adapters/embedded';
import { kafkaLog } from '@loa/adapters/kafka';
import { type Addresses, checkAddressKeys, type Database, migrate, openPglite, openPostgres, ownAddressKeys } from '@loa/adapters/postgres';
import { limiterOf, openRedisIfNamed } from '@loa/adapters/engines';
import { redisClaims } from '@loa/adapters/redis';
import type { Claims, RateLimiter } from '@loa/domain/ports';
import { allTopics } from '@loa/domain/topics';
import { ConfigError, type EventLog, type Lifecycle, type Logger } from '@loa/runtime';
import type { StandaloneConfig } from '../config.ts';

/** What everything stands on. */
export interface Engines {
  readonly db: Database;
  /** Seals and opens the registry's addresses. */
  readonly addresses: Addresses;
  readonly eventLog: EventLog;
  readonly claims: Claims;
  readonly rateLimiter: RateLimiter;
  /** What was opened, for the person who started it. */
  readonly named: readonly string[];
}

/** Opens each engine at its address, or embedded where none is given; the tables are brought up to date. */
export async function openEngines(config: StandaloneConfig, { log, lifecycle }: { log: Logger; lifecycle: Lifecycle }): Promise<Engines> {
  const dataDir = join(config.LOA_DATA_DIR, 'postgres');
  if (config.DATABASE_URL === undefined) mkdirSync(config.LOA_DATA_DIR, { recursive: true });
  const db = await (config.DATABASE_URL === undefined
    ? openPglite({ dataDir })
    : openPostgres({ url: config.DATABASE_URL.reveal(), name: 'standalone', max: 16 }));
  lifecycle.push('database', () => db.close());
  await migrate(db);
  const addresses = addressesOf(config);
  await checkAddressKeys(db, addresses);
  const eventLog = await (config.KAFKA_BROKERS === undefined
    ? embeddedLog(db, { topics: allTopics })
    : kafkaLog({ brokers: config.KAFKA_BROKERS, clientId: 'standalone', topics: allTopics, log }));
  lifecycle.push('event log', () => eventLog.close());
  const redis = await openRedisIfNamed(config.REDIS_URL, { log, lifecycle });
  return {
    db,
    addresses,
    eventLog,
    claims: redis === null ? embeddedClaims(db) : redisClaims(redis),
    rateLimiter: limiterOf(redis, db, log),
    named: [
      config.DATABASE_URL === undefined ? `embedded database in ${config.LOA_DATA_DIR}` : 'PostgreSQL',
      config.KAFKA_BROKERS === undefined ? 'embedded log' : 'Kafka',
      redis === null ? 'embedded claims and limits' : 'Redis',
    ],
  };
}

/** A database of its own has a key of its own; one that others share is useless without theirs. */
function addressesOf(config: StandaloneConfig): Addresses {
  if (config.LOA_ADDRESS_KEYS !== undefined) return config.LOA_ADDRESS_KEYS;
  if (config.DATABASE_URL === undefined) return ownAddressKeys(config.LOA_DATA_DIR);
  throw new ConfigError([{ name: 'LOA_ADDRESS_KEYS', expected: 'the keys of the addresses in the database of DATABASE_URL' }], []);
}
