import { z } from 'zod';

/**
 * How the sink answers otherwise than 250. `go-on`: DATA, before the message is asked for; `data`: the message.
 * The first rule that matches and has `times` left applies.
 * `hang` never answers; `reset` cuts the connection; `accept-then-die` keeps the message and cuts the connection before the
 * reply, so that the sender cannot know.
 */
export const smtpRule = z.strictObject({
  at: z.enum(['connect', 'mail', 'rcpt', 'go-on', 'data']),
  answer: z.union([
    z.strictObject({ code: z.int().min(400).max(599), text: z.string() }),
    z.enum(['hang', 'reset', 'accept-then-die', 'accept']),
  ]),
  /** Only recipients that contain this text. At `connect` and `mail` there is none yet. */
  to: z.string().optional(),
  /** How often it applies; without, always. */
  times: z.int().positive().optional(),
  /** Passes over this many matches first. */
  after: z.int().nonnegative().optional(),
  /** Waits this long before it answers. */
  delayMs: z.int().nonnegative().optional(),
});
export type SmtpRule = z.output<typeof smtpRule>;

/** Chooses and counts rules; shared by both stubs. */
export function createRules<R extends { to?: string | undefined; times?: number | undefined; after?: number | undefined }>() {
  let rules: { rule: R; matched: number; used: number }[] = [];
  return {
    set(next: readonly R[]): void {
      rules = next.map((rule) => ({ rule, matched: 0, used: 0 }));
    },
    /** The rule that applies now to one of the recipients; counts it as used. */
    take(fits: (rule: R) => boolean, recipients: readonly string[]): R | null {
      for (const entry of rules) {
        const { rule } = entry;
        const { to } = rule;
        if (!fits(rule) || (to !== undefined && !recipients.some((recipient) => recipient.includes(to)))) continue;
        entry.matched += 1;
        if (entry.matched <= (rule.after ?? 0) || entry.used >= (rule.times ?? Infinity)) continue;
        entry.used += 1;
        return rule;
      }
      return null;
    },
  };
}
