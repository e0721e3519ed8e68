import type { Sql } from '@loa/adapters/postgres';
import { openRedis } from '@loa/adapters/redis';
import { createLogger } from '@loa/runtime';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const POM = join(import.meta.dirname, '../../../packages/testing/kafka/pom.xml');

/** Kafka's version is that of the jars that tests bring; a broker given by the environment may be another. */
export async function engineVersions(db: Sql, redisUrl: string): Promise<string[]> {
  const redis = await openRedis({ url: redisUrl, log: createLogger({ service: 'bench', level: 'error' }) });
  const server = /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? 'of unknown version';
  redis.disconnect();
  const [row] = await db.query<{ server_version: string }>('show server_version');
  const kafka = /<artifactId>kafka_[^<]*<\/artifactId>\s*<version>([^<]+)/.exec(readFileSync(POM, 'utf8'))?.[1] ?? 'of unknown version';
  return [`Kafka ${kafka}`, `Redis ${server}`, `PostgreSQL ${row?.server_version ?? 'of unknown version'}`];
}
