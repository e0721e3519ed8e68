import type { Instant } from '../time.ts';
import type { LineLimits } from './outlets.ts';

/** What a subscriber asked the hub for (WebSub, 5.1), until its intent is verified. */
export interface WebsubAsk {
  readonly mode: 'subscribe' | 'unsubscribe';
  readonly topic: string;
  readonly callback: string;
  readonly secret: string | null;
  readonly leaseS: number;
  /** The outlet that asked with its token, if one did. */
  readonly outletId: number | null;
}

/** An ask under a lease. */
export interface HeldAsk extends WebsubAsk {
  readonly key: string;
  readonly failures: number;
}

/** A subscription that has not been sent the newest version of its topic, under a lease. */
export interface WebsubLine {
  readonly key: string;
  readonly topic: string;
  readonly callback: string;
  readonly secret: string | null;
  readonly failures: number;
  /** The topic's version when the line was taken; what is read of the topic from now on is at least that. */
  readonly version: number;
}

export type WebsubSettled =
  | { readonly key: string; readonly owner: string; readonly kind: 'delivered'; readonly version: number }
  | { readonly key: string; readonly owner: string; readonly kind: 'failed'; readonly reason: string; readonly dueAt: Instant }
  /** The subscriber does not want it any more. */
  | { readonly key: string; readonly owner: string; readonly kind: 'ended' };

/**
 * The hub's memory. Obligations:
 * - A subscription is one per topic and callback; a later ask takes the place of an earlier one that is not verified yet.
 * - A topic's version grows when what it shows has changed. A subscription starts with what the topic showed when it was asked for.
 * - One holder at a time, of asks and of lines; a lease that ran out can be taken by anybody, and a settle counts only for the holder.
 */
export interface Websub {
  /** `shown`: a hash of what the topic shows now. `full`: too many topics are followed already. */
  ask(ask: WebsubAsk, shown: string, now: Instant): Promise<'asked' | 'full'>;
  takeAsks(limits: Omit<LineLimits, 'suspect'>): Promise<HeldAsk[]>;
  /** Verified: the subscription stands for `leaseS` from `now`, or is gone. */
  confirm(ask: HeldAsk, owner: string, now: Instant): Promise<void>;
  /** Not verified: forgotten, or tried again at `dueAt`. */
  drop(key: string, owner: string, dueAt: Instant | null): Promise<void>;
  /** Topics that somebody follows. */
  topics(now: Instant): Promise<string[]>;
  /** Takes note of what a topic shows; true when that is something new. */
  noteShown(topic: string, shown: string): Promise<boolean>;
  take(limits: LineLimits): Promise<WebsubLine[]>;
  settle(result: WebsubSettled, now: Instant): Promise<void>;
  /** Forgets subscriptions whose time is over, and topics that nobody follows. Resolves with how many subscriptions. */
  sweep(now: Instant): Promise<number>;
  count(now: Instant): Promise<number>;
  /** The versions of all topics, summed: changes when something new is shown. Cheap to ask often. */
  versions(): Promise<number>;
}
