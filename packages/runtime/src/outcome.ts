import type { Topic } from '@loa/domain/topics';
import type { Logger } from 'pino';
import type { z } from 'zod';

/** A message to append once the handler's own work is durable. `id` is derived, so that a second append is the same message. */
export interface FollowUp<S extends z.ZodType = z.ZodType> {
  readonly topic: Topic<S>;
  readonly key: string;
  readonly id: string;
  readonly message: z.input<S>;
}

/** What a handler says about its message. */
export type Outcome =
  | { readonly kind: 'done'; readonly followUps: readonly FollowUp[] }
  /** The message can never be handled: kept as a dead letter. */
  | { readonly kind: 'refuse'; readonly reason: string }
  /** Own infrastructure is missing: hold the partition, deliver again. */
  | { readonly kind: 'again'; readonly afterMs: number; readonly reason: string }
  /** Going on would do harm: the worker stops and the process becomes not ready. */
  | { readonly kind: 'halt'; readonly reason: string };

export const done = (...followUps: FollowUp[]): Outcome => ({ kind: 'done', followUps });
export const refuse = (reason: string): Outcome => ({ kind: 'refuse', reason });
export const again = (afterMs: number, reason: string): Outcome => ({ kind: 'again', afterMs, reason });
export const halt = (reason: string): Outcome => ({ kind: 'halt', reason });

export interface Context {
  readonly log: Logger;
  /** Aborts when the partition is lost or the worker stops. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** 1 on first delivery in this process; grows with each `again` of the same record. */
  readonly attempt: number;
}

/** `(message, context) → Outcome`: no bus, no topic, no commit in sight. */
export type Handler<M> = (message: M, context: Context) => Promise<Outcome>;
