import type { Alert, Named } from '../alert.ts';
import { capInstant, timeFault } from './cap-time.ts';
import { CLOSED_LISTS, type ClosedList } from './closed-lists.ts';
import { quoted } from './quoted.ts';
import { type Broken, each, type Rule } from './rule.ts';

const SPEAKS_OF_OTHERS = ['Update', 'Cancel', 'Ack', 'Error'];

/** Required elements that are empty. */
export function emptyOnes(texts: Readonly<Record<string, string>>): Broken[] {
  return Object.entries(texts).flatMap(([at, text]) => (text.trim() === '' ? [{ at, says: 'expected text; it is missing or empty' }] : []));
}

/** Codes and parameters without a name or a value. */
export function emptyCodes(name: string, codes: readonly Named[]): Broken[] {
  return each(name, codes)
    .filter(([, { valueName, value }]) => valueName.trim() === '' || value.trim() === '')
    .flatMap(([at, { valueName, value }]) => emptyOnes({ [`${at}.valueName`]: valueName, [`${at}.value`]: value }));
}

/** Words that their closed list does not hold. */
export function unlisted(words: readonly (readonly [path: string, list: ClosedList, word: string])[]): Broken[] {
  return words.flatMap(([at, list, word]) => {
    const known: readonly string[] = CLOSED_LISTS[list];
    return word === '' || known.includes(word) ? [] : [{ at, says: `expected one of ${known.join(', ')}; it is ${quoted(word)}` }];
  });
}

/** Times that CAP would write otherwise. */
export function badTimes(times: Readonly<Record<string, string | null>>): Broken[] {
  return Object.entries(times).flatMap(([at, text]) => {
    const fault = text === null || text === '' ? null : timeFault(text);
    return fault === null ? [] : [{ at, rule: fault.rule, says: `${fault.says}; it is ${quoted(text ?? '')}` }];
  });
}

const broken = (when: boolean, at: string, says: string): Broken[] => (when ? [{ at, says }] : []);
const sameInstant = (one: string, other: string): boolean =>
  one === other || (capInstant(one) !== undefined && capInstant(one) === capInstant(other));

/** Rules about `alert` (CAP 1.2, section 3.2.1) that the schema does not hold, and those it does, since a message may come unvalidated. */
export const ALERT_RULES: readonly Rule<Alert>[] = [
  {
    rule: 'required',
    source: 'CAP 3.2.1',
    of: 'every message',
    breaks: ({ identifier, sender, sent, status, msgType, scope }) => emptyOnes({ identifier, sender, sent, status, msgType, scope }),
  },
  {
    rule: 'forbidden-character',
    source: 'CAP 3.2.1',
    of: 'every message',
    breaks: ({ identifier, sender }) =>
      Object.entries({ identifier, sender }).flatMap(([at, text]) =>
        broken(/[\s,<&]/.test(text), at, `expected no space, comma, "<" or "&"; it is ${quoted(text)}`),
      ),
  },
  {
    rule: 'not-in-list',
    source: 'CAP 3.2.1',
    of: 'every message',
    breaks: ({ status, msgType, scope }) =>
      unlisted([
        ['status', 'status', status],
        ['msgType', 'msgType', msgType],
        ['scope', 'scope', scope],
      ]),
  },
  { rule: 'time-form', source: 'CAP 3.3.2', of: 'every message', breaks: ({ sent }) => badTimes({ sent }) },
  {
    rule: 'restriction-missing',
    source: 'CAP 3.2.1',
    of: 'every message',
    breaks: ({ scope, restriction }) =>
      broken(scope === 'Restricted' && restriction === null, 'restriction', 'expected with scope Restricted'),
  },
  {
    rule: 'restriction-unasked',
    source: 'CAP 3.2.1',
    of: 'every message',
    breaks: ({ scope, restriction }) =>
      broken(
        scope !== 'Restricted' && restriction !== null,
        'restriction',
        `expected with scope Restricted only; scope is ${quoted(scope)}`,
      ),
  },
  {
    rule: 'addresses-missing',
    source: 'CAP 3.2.1',
    of: 'every message',
    breaks: ({ scope, addresses }) => broken(scope === 'Private' && addresses.length === 0, 'addresses', 'expected with scope Private'),
  },
  {
    rule: 'references-missing',
    source: 'CAP 3.2.1',
    of: 'every message',
    breaks: ({ msgType, references }) =>
      broken(
        SPEAKS_OF_OTHERS.includes(msgType) && references.length === 0,
        'references',
        `expected the messages that the ${msgType} speaks of; there are none`,
      ),
  },
  {
    rule: 'reference-to-itself',
    source: 'CAP 3.2.1',
    of: 'every message',
    breaks: (alert) =>
      alert.references.flatMap((one) => broken(isItself(one, alert), 'references', 'expected other messages; it names itself')),
  },
  {
    rule: 'reference-later',
    source: 'CAP 3.2.1',
    of: 'every message',
    breaks: ({ references, sent }) => {
      const own = capInstant(sent) ?? '';
      return references.flatMap((one) =>
        broken((capInstant(one.sent) ?? '') > own, 'references', `expected earlier messages; one was sent at ${quoted(one.sent)}`),
      );
    },
  },
  {
    rule: 'reference-time',
    source: 'CAP 3.2.1, 3.3.2',
    of: 'every message',
    breaks: ({ references }) => references.flatMap((one) => badTimes({ references: one.sent }).map(({ at, says }) => ({ at, says }))),
  },
  {
    rule: 'note-missing',
    source: 'CAP 3.2.1',
    of: 'every message',
    breaks: ({ status, msgType, note }) => [
      ...broken(status === 'Exercise' && note === null, 'note', 'expected the name of the exercise'),
      ...broken(msgType === 'Error' && note === null, 'note', 'expected why the message was not taken'),
    ],
  },
  {
    rule: 'same-text',
    source: 'CAP 3.2.2',
    of: 'every message',
    breaks: ({ info }) =>
      each('info', info).flatMap(([at, one], index) =>
        (['headline', 'description', 'instruction'] as const).flatMap((name) => {
          const other = info
            .slice(0, index)
            .find((before) => before[name] === one[name] && primary(before.language) !== primary(one.language));
          return one[name] === null || other === undefined
            ? []
            : [{ at: `${at}.${name}`, says: `expected text in ${quoted(one.language)}; it is the text in ${quoted(other.language)}` }];
        }),
      ),
  },
];

/** Whether a reference names the message that holds it. */
export function isItself(one: Alert['references'][number], { sender, identifier, sent }: Alert): boolean {
  return one.sender === sender && one.identifier === identifier && sameInstant(one.sent, sent);
}

/** `vi` of `vi-VN`. */
export const primary = (language: string): string => language.toLowerCase().split('-')[0] ?? '';
