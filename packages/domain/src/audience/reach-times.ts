import type { Waiting } from '../ports/reach.ts';
import type { Instant } from '../time.ts';
import { type Channel, lane as lanes, type Lane } from './subscriber.ts';

/** Messages that share their place in the order of sending. */
export interface Message {
  readonly channel: Channel;
  readonly lane: Lane;
  /** Of the layer: inside a lane the layers are sent one after the other. */
  readonly rank: number;
  readonly onset: Instant;
  readonly count: number;
  readonly telling: { readonly holdUntil: Instant | null };
}

export interface Times {
  /** The share of a message's group that goes out after its onset, 0 to 1; 0 where no rate is known, and for what waits for the morning. */
  (message: Message): number;
  of(channel: Channel): { readonly ahead: number; readonly perSecond: number | null; readonly minutes: number | null };
}

type Span = { readonly from: number; readonly to: number };

/**
 * When messages would go out: lane after lane, layer after layer, behind what waits in the same lane and higher ones, at the channel's
 * rate. Inside a layer nobody is before anybody else.
 */
export function inTime(
  sent: readonly Message[],
  {
    waiting,
    rates,
    now,
  }: { readonly waiting: readonly Waiting[]; readonly rates: Readonly<Record<Channel, number | null>>; readonly now: Instant },
): Times {
  const spans = new Map<string, Span>();
  const ends = new Map<Channel, { ahead: number; seconds: number | null }>();
  for (const [channel, all] of Map.groupBy(
    sent.filter(({ telling }) => telling.holdUntil === null),
    (one) => one.channel,
  )) {
    const rate = rates[channel];
    let before = 0;
    let ahead = 0;
    for (const lane of lanes.options) {
      const mine = all.filter((one) => one.lane === lane);
      const behind = waiting.find((one) => one.channel === channel && one.lane === lane)?.count ?? 0;
      before += behind;
      if (mine.length > 0) ahead = before;
      for (const [rank, group] of [...Map.groupBy(mine, (one) => one.rank)].sort(([a], [b]) => a - b)) {
        const size = group.reduce((sum, one) => sum + one.count, 0);
        if (rate !== null) spans.set(`${channel} ${lane} ${String(rank)}`, { from: before / rate, to: (before + size) / rate });
        before += size;
      }
      if (mine.length > 0) ends.set(channel, { ahead, seconds: rate === null ? null : before / rate });
    }
  }
  const late = ({ channel, lane, rank, onset, telling }: Message): number => {
    const span = spans.get(`${channel} ${lane} ${String(rank)}`);
    if (span === undefined || telling.holdUntil !== null) return 0;
    const left = (Date.parse(onset) - Date.parse(now)) / 1000;
    return Math.max(0, Math.min(1, (span.to - left) / (span.to - span.from)));
  };
  return Object.assign(late, {
    of(channel: Channel) {
      const end = ends.get(channel);
      return { ahead: end?.ahead ?? 0, perSecond: rates[channel], minutes: end?.seconds == null ? null : end.seconds / 60 };
    },
  });
}
