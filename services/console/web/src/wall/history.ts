import type { LiveState } from './live.ts';

/** Ten minutes, a point a second. */
const POINTS = 600;
const NAMES = ['email', 'sms', 'voice'] as const;
export type Line = `${(typeof NAMES)[number]}-${'backlog' | 'rate'}`;

/** Backlog and rate of the channels over the last minutes; the same arrays for ever, so that a page that comes later has the past too. */
export const history: { readonly times: number[]; readonly lines: Readonly<Record<Line, number[]>> } = {
  times: [],
  lines: { 'email-backlog': [], 'email-rate': [], 'sms-backlog': [], 'sms-rate': [], 'voice-backlog': [], 'voice-rate': [] },
};

/** Adds a point. */
export function noteLanes({ at, lanes }: LiveState): void {
  if (at === null) return;
  const second = Math.floor(Date.parse(at) / 1_000);
  if (second <= (history.times.at(-1) ?? 0)) return;
  push(history.times, second);
  for (const name of NAMES) {
    const mine = lanes.filter((one) => one.channel === name);
    push(
      history.lines[`${name}-backlog`],
      mine.reduce((sum, one) => sum + one.backlog, 0),
    );
    push(
      history.lines[`${name}-rate`],
      mine.reduce((sum, one) => sum + one.ratePerS, 0),
    );
  }
}

function push(to: number[], value: number): void {
  to.push(value);
  if (to.length > POINTS) to.shift();
}
