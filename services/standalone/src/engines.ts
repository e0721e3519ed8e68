import { embeddedClaims, embeddedLog, embeddedRateLimiter } from '@loa/adapters/embedded';
import { kafkaLog } from '@loa/adapters/kafka';
import { type Database, migrate, openPglite, openPostgres } from '@loa/adapters/postgres';
import { openRedis, redisClaims, redisPing, redisRateLimiter } from '@loa/adapters/redis';
import type { Claims, RateLimiter } from '@loa/domain/ports';
import { allTopics } from '@loa/domain/topics';
import type { Check, EventLog, Lifecycle, Logger } from '@loa/runtime';
import { join } from 'node:path';
import type { StandaloneConfig } from './config.ts';

export interface Engines {
  readonly db: Database;
  readonly eventLog: EventLog;
  readonly claims: Claims;
  readonly rateLimiter: RateLimiter;
  readonly checks: Readonly<Record<string, Check>>;
  /** What stands behind each need, for people: `PostgreSQL`, `embedded in ./data`. */
  readonly names: Readonly<Record<'database' | 'event log' | 'claims', string>>;
}

/** Opens each engine: the real one where its address is given, the embedded one otherwise. Clean-ups go on the lifecycle. */
export async function openEngines(config: StandaloneConfig, life: { log: Logger; lifecycle: Lifecycle }): Promise<Engines> {
  const { log, lifecycle } = life;
  const db =
    config.DATABASE_URL === undefined
      ? await openPglite({ dataDir: join(config.LOA_DATA_DIR, 'database') })
      : await openPostgres({ url: config.DATABASE_URL.reveal(), name: 'standalone', max: 16 });
  lifecycle.push('database', () => db.close());
  await migrate(db);
  const eventLog =
    config.KAFKA_BROKERS === undefined
      ? embeddedLog(db, { topics: allTopics })
      : await kafkaLog({ brokers: config.KAFKA_BROKERS, clientId: 'standalone', topics: allTopics, log });
  lifecycle.push('event log', () => eventLog.close());
  const redis = config.REDIS_URL === undefined ? null : await openRedis({ url: config.REDIS_URL.reveal(), log });
  if (redis !== null) lifecycle.push('redis', () => redis.disconnect());
  const embedded = `embedded in ${config.LOA_DATA_DIR}`;
  return {
    db,
    eventLog,
    claims: redis === null ? embeddedClaims(db) : redisClaims(redis),
    rateLimiter: redis === null ? embeddedRateLimiter(db) : redisRateLimiter(redis),
    checks: {
      database: async () => void (await db.query('select 1')),
      log: () => eventLog.ping(),
      ...(redis === null ? {} : { redis: () => redisPing(redis) }),
    },
    names: {
      database: config.DATABASE_URL === undefined ? embedded : 'PostgreSQL',
      'event log': config.KAFKA_BROKERS === undefined ? embedded : 'Kafka',
      claims: redis === null ? embedded : 'Redis',
    },
  };
}
