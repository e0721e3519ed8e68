import { freePort } from './free-port.ts';
import { kafkaAnswers } from './local-kafka.ts';
import { postgresAnswers } from './local-postgres.ts';
import { redisAnswers } from './local-redis.ts';
import type { Engine, RealServer } from './server.ts';
import { until } from './until.ts';

interface DockerRecipe {
  readonly image: string;
  readonly inside: number;
  readonly command?: readonly string[];
  environment(port: number): Record<string, string>;
  address(port: number): string;
  answers(address: string): Promise<boolean>;
}

const RECIPES: Record<Engine, DockerRecipe> = {
  redis: {
    image: 'redis:7-alpine',
    inside: 6379,
    command: ['redis-server', '--save', '', '--appendonly', 'yes', '--appendfsync', 'always'],
    environment: () => ({}),
    address: (port) => `redis://127.0.0.1:${port}`,
    answers: redisAnswers,
  },
  postgres: {
    image: 'postgres:17-alpine',
    inside: 5432,
    command: ['postgres', '-c', 'max_connections=300'],
    environment: () => ({ POSTGRES_USER: 'loa', POSTGRES_DB: 'postgres', POSTGRES_HOST_AUTH_METHOD: 'trust' }),
    address: (port) => `postgres://loa@127.0.0.1:${port}/postgres`,
    answers: postgresAnswers,
  },
  kafka: {
    image: 'apache/kafka:4.1.0',
    inside: 9092,
    environment: (port) => ({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    }),
    address: (port) => `127.0.0.1:${port}`,
    answers: kafkaAnswers,
  },
};

/** True when a Docker daemon answers. testcontainers is loaded only to ask. */
export async function dockerAnswers(): Promise<boolean> {
  try {
    const { getContainerRuntimeClient } = await import('testcontainers');
    await getContainerRuntimeClient();
    return true;
  } catch {
    return false;
  }
}

/** The engine in a container on a fixed port of the host, so that its address outlives restarts. */
export async function startDocker(engine: Engine): Promise<RealServer> {
  const { GenericContainer, getContainerRuntimeClient } = await import('testcontainers');
  const recipe = RECIPES[engine];
  const port = await freePort();
  const address = recipe.address(port);
  const create = async () => {
    const container = new GenericContainer(recipe.image)
      .withExposedPorts({ container: recipe.inside, host: port })
      .withEnvironment(recipe.environment(port));
    if (recipe.command !== undefined) container.withCommand([...recipe.command]);
    const started = await container.start();
    await ready();
    return started;
  };
  const ready = () => until(`${engine} in Docker answers`, 120_000, () => recipe.answers(address), 200);
  let container = await create();
  const handle = async () => (await getContainerRuntimeClient()).container.getById(container.getId());
  const isRunning = async () => (await (await handle()).inspect()).State.Running;
  const kill = async () => {
    if (await isRunning()) await (await handle()).kill({ signal: 'SIGKILL' });
    await until(`${engine} in Docker is gone`, 30_000, async () => !(await isRunning()));
  };

  return {
    engine,
    source: 'docker',
    address,
    pid: null,
    async stop() {
      await container.stop({ timeout: 0 });
    },
    kill,
    async pause() {
      await (await handle()).pause();
    },
    async resume() {
      await (await handle()).unpause();
    },
    async restart(options) {
      await kill();
      if (options?.empty === true) {
        await container.stop({ timeout: 0 });
        container = await create();
      } else {
        await (await handle()).start();
        await ready();
      }
    },
  };
}
