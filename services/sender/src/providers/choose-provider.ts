import type { Health, ProviderRules } from './health.ts';

/**
 * `first`: the first of the list is well. `stand-in`: those before it are not. `trial`: a share of the traffic of one that is coming back.
 * `last-left`: it is coming back, and nobody else is there for the rest. `by-hand`: an operator has those before it left alone. `came-back`: one
 * before it took the message, which did not arrive.
 */
export const CHOICE_REASONS = ['first', 'stand-in', 'trial', 'last-left', 'by-hand', 'came-back'] as const;
export type ChoiceReason = (typeof CHOICE_REASONS)[number];
/** Why a provider is left alone as long as another one takes messages. */
export type Avoidance = Extract<ChoiceReason, 'by-hand' | 'came-back'>;

export type Choice = { readonly at: number; readonly reason: ChoiceReason } | { readonly at: null; readonly reason: 'all-down' };

/**
 * Which provider takes the next message: the first in their order that may have it. `draw`: 0 to 1, by chance. `avoided`: left alone, as long as
 * another one takes messages: an order must not stop a channel.
 */
export function chooseProvider(
  healths: readonly Health[],
  draw: number,
  rules: Pick<ProviderRules, 'steps'>,
  avoided: readonly (Avoidance | null)[] = [],
): Choice {
  if (avoided.every((one) => one === null)) return byHealth(healths, draw, rules);
  const others = healths.map((health, at) => ((avoided[at] ?? null) === null ? health : LEFT_ALONE));
  const choice = byHealth(others, draw, rules);
  if (choice.at === null) return byHealth(healths, draw, rules);
  const reason = avoided.slice(0, choice.at).find((one) => one !== null);
  return reason === undefined ? choice : { at: choice.at, reason };
}

const LEFT_ALONE: Health = { kind: 'open', cause: 'down', reason: 'by-hand', waitMs: 0 };

function byHealth(healths: readonly Health[], draw: number, { steps }: Pick<ProviderRules, 'steps'>): Choice {
  let left: number | null = null;
  for (const [at, health] of healths.entries()) {
    if (health.kind === 'well') return { at, reason: at === 0 ? 'first' : 'stand-in' };
    if (health.kind === 'open') continue;
    if (draw < (steps[health.step] ?? 1)) return { at, reason: 'trial' };
    left ??= at;
  }
  return left === null ? { at: null, reason: 'all-down' } : { at: left, reason: 'last-left' };
}
