import type { Lane } from '@loa/domain/audience';
import type { Channel, LookUpResult, OutgoingMessage, ProviderState } from '@loa/domain/ports';
import type { RateTurn } from '../rate.ts';
import { chooseProvider, type ChoiceReason } from './choose-provider.ts';
import { type Health, PROVIDER_RULES, type ProviderRules } from './health.ts';
import { type Provider, type ProviderAtWork, putToWork } from './provider-at-work.ts';

/** A channel is down for a reason of its own; `code` is the reason. */
class ChannelDown extends Error {
  override readonly name = 'ChannelDown';
  readonly code: string;
  constructor(reason: string) {
    super('the channel is down');
    this.code = reason;
  }
}

/** One's turn at a provider, or that none is there. */
export type Turn =
  { readonly kind: 'turn'; readonly provider: ProviderAtWork } | { readonly kind: 'channel-down'; readonly reason: string };

/**
 * `text`: of a single message, since some providers count its parts; asked for there alone. `again`: it has been tried before, and is not to be what a
 * provider is tried with. `cameBackFrom`: the account that took it without its arriving: another one is better.
 */
export interface TurnAsked {
  readonly lane: Lane;
  readonly signal: AbortSignal;
  readonly messages: number;
  readonly text?: () => string;
  readonly again?: boolean;
  readonly cameBackFrom?: string | null;
}

/** What a provider said of a message in doubt, and which one. */
export interface LookedUp {
  readonly result: LookUpResult;
  readonly provider: Provider;
}

/** The providers of a channel, in the order in which they are to be used. */
export interface Providers extends Pick<Channel, 'name' | 'reaches' | 'slots'> {
  /** Recipients of one operation, at most; 1 where there are no groups. */
  readonly groupOf: number;
  /** Chooses who takes the next operation and waits until its account may; see {@link chooseProvider}. */
  turn(of: TurnAsked): Promise<Turn>;
  /**
   * Asks the account that an attempt went to; where the ledger knows none, every one that can be asked. Null: nobody can be. An account
   * that is not configured any more cannot answer, and nobody else can in its place.
   */
  lookUp(account: string | null, message: OutgoingMessage): Promise<LookedUp | null>;
  /** Milliseconds until one is asked next whether it is well; 0 when messages can go. */
  waitMs(): number;
  /** Rejects with {@link ChannelDown} while no provider takes messages; otherwise resolves to a note where one is not well. For /readyz. */
  check(): Promise<string | undefined>;
  /** How each is, in their order. */
  states(): readonly ProviderState[];
  stop(): void;
}

/** A draw above every share. */
const NO_TRIAL = 1;

const unlimited: RateTurn = Object.assign(() => Promise.resolve(), { isFree: () => true });

export interface ProvidersOptions {
  /** At least one. */
  readonly providers: readonly Provider[];
  /** The turn at a provider; absent: none has a limit. */
  readonly rateOf?: (provider: Provider) => RateTurn;
  /** By hand: it is left alone. Absent: none is. */
  readonly avoided?: (provider: string) => boolean;
  readonly rules?: Partial<ProviderRules>;
  readonly monotonic: () => number;
  /** 0 to 1. */
  readonly random: () => number;
  readonly onChange?: (provider: Provider, health: Health) => void;
  readonly onTurn?: (provider: Provider, reason: ChoiceReason) => void;
}

export function createProviders(options: ProvidersOptions): Providers {
  const rules = { ...PROVIDER_RULES, ...options.rules };
  const { monotonic, random, rateOf = () => unlimited, avoided = () => false } = options;
  const atWork: readonly ProviderAtWork[] = options.providers.map((provider) =>
    putToWork(provider, {
      ...{ rules, monotonic },
      rate: rateOf(provider),
      isLast: () => atWork.every((one) => one.account === provider.account || one.health().kind === 'open'),
      onChange: (health) => options.onChange?.(provider, health),
    }),
  );
  const channels = options.providers.map(({ channel }) => channel);
  const [first] = channels;
  if (first === undefined) throw new RangeError('a channel has at least one provider');
  const reasonOf = (): string => atWork.flatMap((one) => reasonIn(one.health()))[0] ?? 'all-down';

  return {
    name: first.name,
    reaches: channels.every(({ reaches }) => reaches === 'nobody') ? 'nobody' : 'people',
    slots: Math.max(...channels.map(({ slots }) => slots)),
    groupOf: Math.min(...channels.map(({ groups }) => groups?.most ?? 1)),
    async turn({ lane, signal, messages, text, again = false, cameBackFrom = null }) {
      for (;;) {
        const choice = chooseProvider(
          atWork.map((one) => one.health()),
          again ? NO_TRIAL : random(),
          rules,
          atWork.map((one) => (avoided(one.name) ? 'by-hand' : one.account === cameBackFrom ? 'came-back' : null)),
        );
        const provider = choice.at === null ? undefined : atWork[choice.at];
        if (choice.at === null || provider === undefined) return { kind: 'channel-down', reason: reasonOf() };
        if (!provider.rate.isFree()) {
          await provider.rate(lane, signal, text === undefined ? messages : (provider.costOf?.(text()) ?? messages));
          // It may have been turned away from while its rate was waited for.
          if (provider.health().kind === 'open') continue;
        }
        options.onTurn?.(provider, choice.reason);
        return { kind: 'turn', provider };
      }
    },
    async lookUp(account, message) {
      const asked = account === null ? options.providers : options.providers.filter((one) => one.account === account);
      if (asked.length === 0 && first.lookUp !== undefined) {
        const [stranger] = options.providers;
        return stranger === undefined ? null : { result: { kind: 'unavailable', reason: 'provider-not-configured' }, provider: stranger };
      }
      let word: LookedUp | null = null;
      for (const provider of asked) {
        const result = await provider.channel.lookUp?.(message);
        if (result?.kind === 'accepted' || result?.kind === 'one-of') return { result, provider };
        if (result !== undefined && (word === null || result.kind === 'unavailable')) word = { result, provider };
      }
      return word;
    },
    waitMs() {
      const waits = atWork.map((one) => (one.health().kind === 'open' ? one.waitMs() : 0));
      return Math.min(...waits);
    },
    check() {
      const ill = atWork.filter((one) => one.health().kind === 'open');
      if (ill.length === atWork.length) return Promise.reject(new ChannelDown(reasonOf()));
      const notes = ill.map((one) => `${one.name}: ${reasonIn(one.health()).join('')}`);
      return Promise.resolve(notes.length === 0 ? undefined : notes.join(', '));
    },
    states: () =>
      atWork.map((one, place) => {
        const health = one.health();
        const { cause, reason } = { cause: null, reason: null, ...health };
        return { channel: first.name, provider: one.name, place, state: health.kind, cause, reason, perSecond: one.perSecond ?? null };
      }),
    stop: () => atWork.forEach((one) => one.stop()),
  };
}

const reasonIn = (health: Health): string[] => (health.kind === 'open' ? [health.reason] : []);
