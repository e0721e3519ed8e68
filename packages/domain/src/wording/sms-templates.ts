import type { PhraseTable } from './table/phrase-table.ts';
import { SLOT_LENGTHS, type SentenceId, type Slot, SLOTS_OF } from './table/sentences.ts';

/** A sentence of a template, or the one of several that applies. `keep`: the lowest is left out first; null: always there. */
export interface TemplateLine {
  readonly of: readonly [SentenceId, ...SentenceId[]];
  readonly keep: number | null;
}

const always = (...of: [SentenceId, ...SentenceId[]]): TemplateLine => ({ of, keep: null });
const optional = (keep: number, ...of: [SentenceId, ...SentenceId[]]): TemplateLine => ({ of, keep });

const WARNED: readonly TemplateLine[] = [
  optional(11, 'event'),
  optional(3, 'change'),
  optional(10, 'level', 'levelProposed'),
  optional(9, 'window'),
  optional(8, 'higher'),
  optional(4, 'fact'),
  optional(2, 'storm'),
  optional(7, 'advice'),
  optional(6, 'ready'),
  optional(5, 'alsoWarned'),
  optional(5, 'dropped'),
  optional(1, 'where'),
  optional(12, 'confirm'),
];

/**
 * The templates that every SMS is an instance of, in reading order; operators register them with the sender's name. The
 * first sentence stays whole in the first segment; the marks of exercises and corrections stand before it.
 */
export const SMS_TEMPLATES = {
  warning: [always('head', 'headShort'), ...WARNED],
  leave: [always('head', 'headShort'), always('order', 'orderShort', 'orderTsunami'), ...WARNED],
  closing: [
    always('head', 'headShort'),
    always('inForce', 'othersInForce', 'noneInForce'),
    optional(11, 'event'),
    optional(9, 'narrowed', 'cancelled', 'ended'),
    optional(1, 'where'),
    optional(12, 'confirm'),
  ],
  cancelled: [
    always('head', 'headShort'),
    optional(11, 'event'),
    optional(9, 'narrowed', 'cancelled'),
    optional(1, 'where'),
    optional(12, 'confirm'),
  ],
} as const satisfies Record<string, readonly TemplateLine[]>;
export type SmsTemplateName = keyof typeof SMS_TEMPLATES;

export interface SmsTemplate {
  readonly name: string;
  /** `[…]` may be absent, `a / b` is one of the two, `{slot}` stands for a value. */
  readonly text: string;
  /** Longest value of each slot, characters. */
  readonly slots: Readonly<Partial<Record<Slot, number>>>;
}

/** The templates of a language as operators register them. */
export function smsTemplates(table: PhraseTable): readonly SmsTemplate[] {
  return Object.entries(SMS_TEMPLATES).map(([name, lines]: [string, readonly TemplateLine[]]) => {
    const ids = lines.flatMap((line) => line.of);
    const slots = new Set<Slot>(['mark', ...ids.flatMap((id): readonly Slot[] => SLOTS_OF[id])]);
    const text = lines.map(({ of, keep }) => {
      const either = of.map((id) => table.phrases.sentences[id]).join(' / ');
      return keep === null ? either : `[${either}]`;
    });
    return {
      name: `${name}-${table.tag}`,
      text: `[{mark}.] ${text.join(' ')}`,
      slots: Object.fromEntries([...slots].map((slot) => [slot, SLOT_LENGTHS[slot]])),
    };
  });
}
