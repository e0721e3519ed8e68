import { dockerAnswers, startDocker } from './docker.ts';
import { kafkaAnswers, localKafkaMissing, startLocalKafka } from './local-kafka.ts';
import { localPostgresMissing, postgresAnswers, startLocalPostgres } from './local-postgres.ts';
import { localRedisMissing, redisAnswers, startLocalRedis } from './local-redis.ts';
import { type Engine, type RealServer, ServerMissing, type ServerSource } from './server.ts';

/** Where an engine can be had: its source, or the reason why from nowhere. */
export type Found = { readonly source: ServerSource } | { readonly source: 'nowhere'; readonly reason: string };

/** Whether the server is only talked to, or also killed, paused and emptied: then one given by the environment will not do. */
export interface StartOptions {
  readonly controllable?: boolean;
  /** False where what it has written may be lost with the machine, though not with the process; default true. */
  readonly durable?: boolean;
}

const VARIABLES: Record<Engine, string> = { kafka: 'TEST_KAFKA_BROKERS', redis: 'TEST_REDIS_URL', postgres: 'TEST_DATABASE_URL' };
const ANSWERS = { kafka: kafkaAnswers, redis: redisAnswers, postgres: postgresAnswers };
const MISSING = { kafka: localKafkaMissing, redis: localRedisMissing, postgres: localPostgresMissing };
const START_LOCAL = { kafka: startLocalKafka, redis: startLocalRedis, postgres: startLocalPostgres };

/**
 * Where each engine comes from, in this order: its address in the environment (`TEST_KAFKA_BROKERS`, `TEST_REDIS_URL`,
 * `TEST_DATABASE_URL`), Docker, binaries of this machine. Starts nothing.
 */
export async function realServers(options: StartOptions = {}): Promise<Record<Engine, Found>> {
  const [kafka, redis, postgres] = await Promise.all([find('kafka', options), find('redis', options), find('postgres', options)]);
  return { kafka, redis, postgres };
}

/** A Kafka of one's own; `brokers` as kafkajs takes them. Rejects with {@link ServerMissing}. */
export async function startKafka(options: StartOptions = {}): Promise<RealServer & { readonly brokers: readonly string[] }> {
  const server = await startServer('kafka', options);
  return Object.assign(server, { brokers: server.address.split(',') });
}

/** A Redis of one's own. Rejects with {@link ServerMissing}. */
export async function startRedis(options: StartOptions = {}): Promise<RealServer & { readonly url: string }> {
  const server = await startServer('redis', options);
  return Object.assign(server, { url: server.address });
}

/** A PostgreSQL of one's own. Rejects with {@link ServerMissing}. */
export async function startPostgres(options: StartOptions = {}): Promise<RealServer & { readonly url: string }> {
  const server = await startServer('postgres', options);
  return Object.assign(server, { url: server.address });
}

/** Any engine by name. */
export async function startServer(engine: Engine, options: StartOptions = {}): Promise<RealServer> {
  const found = await find(engine, options);
  switch (found.source) {
    case 'environment':
      return given(engine, process.env[VARIABLES[engine]] ?? '');
    case 'docker':
      return startDocker(engine);
    case 'local':
      return START_LOCAL[engine](options);
    case 'nowhere':
      throw new ServerMissing(found.reason);
  }
}

let docker: Promise<boolean> | undefined;

async function find(engine: Engine, options: StartOptions): Promise<Found> {
  const address = process.env[VARIABLES[engine]];
  if (address !== undefined && address !== '' && options.controllable !== true) {
    const answers = await ANSWERS[engine](address).catch(() => false);
    return answers ? { source: 'environment' } : { source: 'nowhere', reason: `${VARIABLES[engine]} is set, but nothing answers there` };
  }
  docker ??= dockerAnswers();
  if (await docker) return { source: 'docker' };
  const missing = MISSING[engine]();
  if (missing === null) return { source: 'local' };
  return { source: 'nowhere', reason: `${engine}: ${VARIABLES[engine]} is not set, no Docker daemon answers, and there is ${missing}` };
}

function given(engine: Engine, address: string): RealServer {
  const refuse = () => Promise.reject(new ServerMissing(`the ${engine} of ${VARIABLES[engine]} is not ours to stop`));
  return {
    engine,
    source: 'environment',
    address,
    pid: null,
    stop: () => Promise.resolve(),
    kill: refuse,
    pause: refuse,
    resume: refuse,
    restart: refuse,
  };
}
