/** A way of the same item to every target of a sink. */
export interface Way {
  /** Sends an event to all; resolves with the instant from which its deliveries are counted, epoch milliseconds. */
  send(event: string): Promise<number>;
  stop(): Promise<void>;
}
