import { createRequire } from 'node:module';

/** kafkajs's requests of one connection to a broker, as far as it matters here. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

/** The class as kafkajs has it, changed by {@link quietWhileIdle}. */
export const RequestQueueOfKafkajs = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
  readonly prototype: RequestQueue;
  new (options: object): RequestQueue;
};

let isQuiet = false;

/**
 * Lets a connection without waiting requests rest. kafkajs 2.2.4 looks again and again, by a timer with a negative delay, which Node takes
 * for 1 ms: an idle service spends a twentieth of a processor on it. What comes to wait later asks for the look by itself.
 */
export function quietWhileIdle(): void {
  if (isQuiet) return;
  isQuiet = true;
  const look = RequestQueueOfKafkajs.prototype.scheduleCheckPendingRequests;
  RequestQueueOfKafkajs.prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0) look.call(this);
  };
}
