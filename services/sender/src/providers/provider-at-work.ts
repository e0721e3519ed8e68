import type { GateAnswer } from '@loa/domain/delivery';
import type { AttemptResult, Channel, NextMessage, OutgoingGroup, OutgoingMessage, Written } from '@loa/domain/ports';
import { type RateTurn } from '../rate.ts';
import { asked, type Cause, causeToLeave, type Health, opened, type ProviderRules, stepped } from './health.ts';
import { groupOf, ONE, operations } from './operations.ts';
import { createWindow } from './window.ts';

/** A provider's account, as the configuration names it. */
export interface Provider {
  /** In logs and metrics: `twilio`, `smpp-2`. */
  readonly name: string;
  /** What does not change when the configuration's order does: the ledger remembers it, and rate limits are counted by it. */
  readonly account: string;
  readonly channel: Channel;
  /** Operations per second of the account, over all workers; absent: no limit. */
  readonly perSecond?: number | undefined;
  /** Operations that a text takes of the rate; absent: one. */
  readonly costOf?: (text: string) => number;
}

/** A provider while messages are given to it. */
export interface ProviderAtWork extends Provider {
  readonly rate: RateTurn;
  health(): Health;
  /** `next` is passed on where nothing is in its way: no rate, and no doubt of the provider. */
  send(message: OutgoingMessage, gate: (written?: Written) => GateAnswer, next: NextMessage): Promise<AttemptResult>;
  sendGroup(group: OutgoingGroup, gate: (deliveryId: number, written?: Written) => GateAnswer): Promise<readonly AttemptResult[]>;
  /** It has refused so many one after another that its refusals say nothing of those refused. */
  takesNobody(): boolean;
  /** Milliseconds until it is asked whether it is well; 0 where it is not open. */
  waitMs(): number;
  stop(): void;
}

export interface WorkOptions {
  readonly rules: ProviderRules;
  readonly rate: RateTurn;
  readonly monotonic: () => number;
  /** Nobody else could take messages now. */
  readonly isLast: () => boolean;
  readonly onChange: (health: Health) => void;
}

const NOTHING_UNDER_WAY = { underWay: 0, hanging: 0 };
const LOOK_EVERY_MS = 250;
/** Longest wait for the answer whether it is well, milliseconds. */
const ASK_WITHIN_MS = 5_000;

export function putToWork(provider: Provider, { rules, rate, monotonic, isLast, onChange }: WorkOptions): ProviderAtWork {
  const { channel } = provider;
  const window = createWindow(rules);
  let health: Health = { kind: 'well' };
  let stopped = false;
  let asksAt = 0;
  let asking: NodeJS.Timeout | undefined;
  let looking: NodeJS.Timeout | undefined;

  const become = (next: Health): void => {
    if (next === health) return;
    health = next;
    if (next.kind === 'open') window.clear();
    if (next.kind === 'returning') window.newStep();
    onChange(next);
  };
  const leave = (cause: Cause, reason: string): void => {
    if (health.kind === 'open') return;
    become(opened(health, cause, reason, rules));
    ask();
    look();
  };
  const ask = (): void => {
    if (health.kind !== 'open' || stopped) return;
    asksAt = monotonic() + health.waitMs;
    asking = setTimeout(() => {
      void isWell(channel).then((well) => {
        if (health.kind !== 'open' || stopped) return;
        const next = asked(health, well, monotonic(), rules);
        if (next.kind === 'open') health = next;
        else become(next);
        ask();
      });
    }, health.waitMs).unref();
  };

  const under = operations(monotonic, (word, tookMs) => {
    window.add(word, tookMs, monotonic());
    if (word.kind === 'channel-down') return leave('down', word.reason);
    // By one that was taken in time nothing gets worse; time itself is looked at all the while.
    if (health.kind === 'well' && word.kind === 'accepted' && tookMs < rules.slowMs) return;
    judge('reason' in word ? word.reason : null);
  });
  const judge = (reason: string | null): void => {
    become(stepped(health, monotonic(), rules));
    const counts = window.counts(monotonic(), { underWay: under.underWay, hanging: under.olderThan(rules.slowMs) });
    const cause = causeToLeave(health, counts, isLast(), rules);
    if (cause !== null) leave(cause, cause === 'slow' ? 'slow' : (reason ?? 'errors'));
  };
  /** What hangs ends nothing: it has to be looked for. */
  const look = (): void => {
    if (looking !== undefined || stopped) return;
    looking = setInterval(() => {
      judge(null);
      if (health.kind === 'open' && !isLast()) under.giveUp(rules.giveUpMs);
      if (under.underWay > 0) return;
      clearInterval(looking);
      looking = undefined;
    }, LOOK_EVERY_MS).unref();
  };

  return {
    ...provider,
    rate,
    health: () => {
      become(stepped(health, monotonic(), rules));
      return health;
    },
    send(message, gate, next) {
      look();
      const announced: NextMessage = () => (health.kind === 'well' && rate.isFree() ? next() : null);
      return under.run(ONE, gate, (guarded) => channel.send(message, guarded, announced));
    },
    sendGroup(group, gate) {
      look();
      const { groups } = channel;
      if (groups === undefined) throw new Error(`${provider.name} takes no groups`);
      return under.run(groupOf(group.recipients.length), gate, (guarded) => groups.send(group, guarded));
    },
    takesNobody: () => health.kind === 'open' || window.counts(monotonic(), NOTHING_UNDER_WAY).errorsInARow >= rules.errorsInARow,
    // Its answer takes a moment: whoever comes meanwhile looks again soon.
    waitMs: () => (health.kind === 'open' ? Math.max(LOOK_EVERY_MS, asksAt - monotonic()) : 0),
    stop() {
      stopped = true;
      clearTimeout(asking);
      clearInterval(looking);
    },
  };
}

async function isWell(channel: Channel): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ASK_WITHIN_MS)));
  try {
    return await Promise.race([
      channel.check().then(
        () => true,
        () => false,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
