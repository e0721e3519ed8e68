import type { Audience } from '../audience/subscriber.ts';
import type { Status } from '../bulletin/bulletin.ts';
import type { BulletinAction } from '../bulletin/bulletin-type.ts';
import type { Instant } from '../time.ts';
import type { DeliveryState } from './delivery.ts';

export interface GateQuestion {
  readonly warning: {
    readonly status: Status;
    readonly stopped: 'recalled' | 'cancelled' | null;
    /** Where given, an end or cancel is not stopped by a later cancel of its series: those told before are still owed it. */
    readonly action?: BulletinAction;
  };
  readonly delivery: {
    readonly expiresAt: Instant;
    readonly state: DeliveryState;
    readonly audience: Audience;
    readonly exercises: boolean;
    readonly watchdog: boolean;
    readonly optedOut: boolean;
    readonly supply: boolean;
    /** A second person is still asked about its places, or has refused. */
    readonly waits: boolean;
  };
  readonly adapter: { readonly reaches: 'people' | 'nobody' };
  readonly paused: boolean;
  readonly now: Instant;
}

export type GateRefusal =
  | 'lease-lost'
  | 'fence-stale'
  | 'recalled'
  | 'cancelled'
  | 'expired'
  | 'superseded'
  | 'settled'
  | 'paused'
  | 'held'
  | 'opted-out'
  | 'test-reaches-nobody'
  | 'test-is-for-the-watchdog'
  | 'exercise-not-named';
export type GateAnswer = { readonly go: true } | { readonly go: false; readonly reason: GateRefusal };

const GO: GateAnswer = { go: true };

/** The one gate, asked right before every wire operation of every channel. */
export function mayGoOut({ warning, delivery, adapter, paused, now }: GateQuestion): GateAnswer {
  const no = (reason: GateRefusal): GateAnswer => ({ go: false, reason });
  const closing = warning.action === 'end' || warning.action === 'cancel';
  if (warning.stopped === 'recalled' || (warning.stopped === 'cancelled' && !closing)) return no(warning.stopped);
  if (delivery.state === 'superseded') return no('superseded');
  if (delivery.state !== 'queued' && delivery.state !== 'due' && delivery.state !== 'unknown') return no('settled');
  if (delivery.expiresAt <= now) return no('expired');
  if (delivery.waits && delivery.audience === 'citizen' && !delivery.supply) return no('held');
  if (delivery.optedOut && !delivery.supply) return no('opted-out');
  if (warning.status === 'Test' && adapter.reaches === 'people') return no('test-reaches-nobody');
  if ((warning.status === 'Test') !== delivery.watchdog) return no('test-is-for-the-watchdog');
  if (warning.status === 'Exercise' && adapter.reaches === 'people' && !delivery.exercises) return no('exercise-not-named');
  return paused ? no('paused') : GO;
}
