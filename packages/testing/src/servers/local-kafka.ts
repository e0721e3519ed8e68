import { execFile } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import { freePort } from './free-port.ts';
import { EndedAtStart, startLocal } from './local-server.ts';
import { findProgram } from './processes.ts';
import { type RealServer, ServerMissing } from './server.ts';

const run = promisify(execFile);
/** Any KRaft cluster id: 16 bytes in base64url. */
const CLUSTER = 'bG9hLWZvci10ZXN0cy0wMQ';
/** One broker with little to do: starting soon matters more than speed under load. */
const JAVA = ['-Xms128m', '-Xmx768m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];

/** The folder of Kafka's jars, filled by scripts/install-servers.sh. */
function jarFolder(): string {
  const cache = process.env['LOA_CACHE_DIR'] ?? resolve(import.meta.dirname, '../../../../.cache');
  return join(cache, 'kafka', 'lib');
}

/** Why Kafka cannot be run from this machine's jars; null when it can. */
export function localKafkaMissing(): string | null {
  if (findProgram('java') === null) return 'no java on the PATH (scripts/install-servers.sh installs it)';
  const jars = existsSync(jarFolder()) ? readdirSync(jarFolder()) : [];
  return jars.some((jar) => jar.startsWith('kafka_')) ? null : 'no Kafka jars in the cache folder (scripts/install-servers.sh brings them)';
}

/** A JVM takes seconds from the choice of its ports until it listens: so often other ports are tried where one of them was taken meanwhile. */
const TRIES = 3;

/** One KRaft node, broker and controller, that makes no topic by itself. */
export async function startLocalKafka(): Promise<RealServer> {
  const java = findProgram('java');
  const reason = localKafkaMissing();
  if (java === null || reason !== null) throw new ServerMissing(reason ?? '');
  for (let nth = 1; ; nth += 1)
    try {
      return await startOnFreePorts(java);
    } catch (error) {
      if (nth === TRIES || !(error instanceof EndedAtStart)) throw error;
    }
}

async function startOnFreePorts(java: string): Promise<RealServer> {
  const port = await freePort();
  const controller = await freePort();
  const classPath = ['-cp', join(jarFolder(), '*')];
  const settingsOf = (dataDir: string) => join(dataDir, 'server.properties');
  return startLocal({
    engine: 'kafka',
    address: `127.0.0.1:${port}`,
    endSignal: 'SIGTERM',
    async prepare(dataDir) {
      writeFileSync(settingsOf(dataDir), properties(port, controller, join(dataDir, 'log')));
      await run(java, [...JAVA, ...classPath, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER, '-c', settingsOf(dataDir)]);
    },
    command: (dataDir) => ({ file: java, args: [...JAVA, ...classPath, 'kafka.Kafka', settingsOf(dataDir)] }),
    answers: () => kafkaAnswers(`127.0.0.1:${port}`),
  });
}

function properties(port: number, controller: number, logDir: string): string {
  const settings: Record<string, string | number | boolean> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': logDir,
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'group.initial.rebalance.delay.ms': 0,
    // After SIGKILL the broker's registration lives until its session ends (default 9 s), and its successor waits for that.
    'broker.session.timeout.ms': 3000,
    'controlled.shutdown.enable': false,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** True when a broker at one of the addresses answers with a cluster that has a controller. */
export async function kafkaAnswers(brokers: string): Promise<boolean> {
  const kafka = new Kafka({
    clientId: 'loa-tests',
    brokers: brokers.split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 2_000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    return cluster.brokers.length > 0;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
