import { capital } from '../bulletin/capital.ts';
import type { Pattern, SlotValue } from './sms-pattern.ts';
import type { PhraseTable } from './table/phrase-table.ts';
import { SLOT_LENGTHS, type SentenceId, type Slot, SLOTS_OF } from './table/sentences.ts';

/** A sentence of a template, or the one of several that applies. `keep`: the lowest is left out first; null: always there. */
export interface TemplateLine {
  readonly of: readonly [SentenceId, ...SentenceId[]];
  readonly keep: number | null;
  /** In place of `keep` where the first sentence does not name each of few places. */
  readonly keepForNames?: number;
}

const always = (...of: [SentenceId, ...SentenceId[]]): TemplateLine => ({ of, keep: null });
const optional = (keep: number, ...of: [SentenceId, ...SentenceId[]]): TemplateLine => ({ of, keep });

const names: TemplateLine = { of: ['where'], keep: 1, keepForNames: 12 };

const WARNED: readonly TemplateLine[] = [
  optional(11, 'event'),
  optional(3, 'change'),
  optional(10, 'level', 'levelProposed'),
  optional(9, 'window'),
  optional(8, 'higher', 'higherAt'),
  optional(4, 'fact'),
  optional(2, 'storm'),
  optional(7, 'advice'),
  optional(6, 'ready'),
  optional(5, 'alsoWarned'),
  optional(5, 'dropped'),
  names,
  optional(13, 'confirm'),
];

/**
 * The templates that every SMS is an instance of, in reading order; operators register them with the sender's name. The
 * first sentence stays whole in the first segment; the marks of exercises and corrections stand before it. `emergency` is for what
 * fits no template that an operator has registered: it says of every warning what is always said.
 */
export const SMS_TEMPLATES = {
  warning: [always('head', 'headShort'), ...WARNED],
  leave: [always('head', 'headShort'), always('order', 'orderShort', 'orderTsunami'), ...WARNED],
  closing: [
    always('head', 'headShort'),
    always('inForce', 'othersInForce', 'noneInForce'),
    optional(11, 'event'),
    optional(9, 'narrowed', 'cancelled', 'ended'),
    names,
    optional(13, 'confirm'),
  ],
  cancelled: [always('head', 'headShort'), optional(11, 'event'), optional(9, 'narrowed', 'cancelled'), names, optional(13, 'confirm')],
  emergency: [
    always('head', 'headShort'),
    optional(13, 'order', 'orderShort', 'orderTsunami'),
    optional(11, 'inForce', 'othersInForce', 'noneInForce'),
    optional(12, 'confirm'),
  ],
} as const satisfies Record<string, readonly TemplateLine[]>;
export type SmsTemplateName = keyof typeof SMS_TEMPLATES;

export interface SmsTemplate {
  readonly name: string;
  /** Tag of the table. */
  readonly language: string;
  /** `[…]` may be absent, `a / b` is one of the two, `{slot}` stands for a value. */
  readonly text: string;
  /** Longest value of each slot, characters. */
  readonly slots: Readonly<Partial<Record<Slot, number>>>;
  readonly pattern: Pattern;
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
      language: table.tag,
      text: `[{mark}.] ${text.join(' ')}`,
      slots: Object.fromEntries([...slots].map((slot) => [slot, SLOT_LENGTHS[slot]])),
      pattern: patternOf(lines, table),
    };
  });
}

/** A slot's value is a word of the table where the table holds all of them; names, times and figures are free. */
function valueOf(slot: Slot, { phrases }: PhraseTable): SlotValue {
  const lists: Partial<Record<Slot, readonly string[]>> = {
    level: ['1', '2', '3', '4', '5'],
    action: Object.values(phrases.actions).flatMap(({ short, tiny }) => [short, tiny]),
    colour: phrases.colours,
    change: Object.values(phrases.occasions).map((one) => capital(one.toLowerCase())),
    advice: [phrases.monitor, phrases.leaving, ...Object.values(phrases.advice).flatMap((one) => [one.prepare, one.avoid, one.shelter])],
  };
  const values = lists[slot];
  return values === undefined ? { kind: 'phrase', most: SLOT_LENGTHS[slot] } : { kind: 'one-of', values: [...new Set(values)] };
}

function patternOf(lines: readonly TemplateLine[], table: PhraseTable): Pattern {
  const { status, occasions } = table.phrases;
  const marks = [...Object.values(status).filter((one) => one !== ''), occasions.corrected];
  const mark: Pattern = [{ slot: 'mark', value: { kind: 'one-of', values: marks } }, '. '];
  const pieces = (id: SentenceId): Pattern =>
    table.phrases.sentences[id]
      .split(/\{(\w+)\}/)
      .map((part, at) => (at % 2 === 0 ? part : { slot: part, value: valueOf(part as Slot, table) }));
  const line = ({ of, keep }: TemplateLine, at: number): Pattern => {
    const sentences = of.map((id): Pattern => [at === 0 ? '' : ' ', ...pieces(id)]);
    return [{ either: keep === null ? sentences : [[], ...sentences] }];
  };
  return [{ either: [[], mark, [...mark, ...mark]] }, ...lines.flatMap(line)];
}
