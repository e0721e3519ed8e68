import type { Logger } from '@loa/runtime';
import { Kafka, logLevel } from 'kafkajs';
import { quietWhileIdle } from './request-queue.ts';

/** How to reach a cluster. */
export interface ClientOptions {
  /** `host:port`, at least one. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly log: Logger;
}

/**
 * A kafkajs client with time-outs short enough for warnings: a broker that answers nothing is given up after 5 s, and every
 * retry ladder ends after a few seconds, since what comes above (append's deadline, the rebuilt consumer) begins again itself.
 */
export function kafkaClient({ brokers, clientId, log }: ClientOptions): Kafka {
  quietWhileIdle();
  return new Kafka({
    clientId,
    brokers: [...brokers],
    connectionTimeout: 2_000,
    authenticationTimeout: 5_000,
    requestTimeout: 5_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 },
    logLevel: logLevel.WARN,
    // kafkajs calls every passing fault an error; those that matter come back as rejections and are logged where they are met.
    logCreator: () => (entry) => {
      log.debug({ kafkajs: { level: entry.label, namespace: entry.namespace, says: entry.log.message } }, 'kafka client');
    },
  });
}
