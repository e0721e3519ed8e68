import type { Alert, Info } from '../alert.ts';
import { badTimes, emptyCodes, emptyOnes, unlisted } from './alert-rules.ts';
import { capInstant } from './cap-time.ts';
import { quoted } from './quoted.ts';
import { type Broken, each, type Rule } from './rule.ts';

/** A block with the message that it stands in. */
export interface InfoOf {
  readonly info: Info;
  readonly alert: Alert;
}

/** RFC 3066, as the schema's `xs:language`. */
const LANGUAGE = /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i;
const MARKUP = /<\/?[a-z][^<>]*>|&(?:[a-z]{2,10}|#\d{1,7}|#x[0-9a-f]{1,6});/i;

const TEXTS = ['event', 'headline', 'description', 'instruction', 'audience', 'senderName', 'contact'] as const;

/** Whether a text is an absolute URI (RFC 3986) as far as its scheme tells. */
export const isAbsoluteUri = (text: string): boolean => /^[a-z][a-z0-9+.-]*:[^\s<>"]+$/i.test(text);

/** Rules about `info` (CAP 1.2, section 3.2.2). */
export const INFO_RULES: readonly Rule<InfoOf>[] = [
  {
    rule: 'required',
    source: 'CAP 3.2.2',
    of: 'every message',
    breaks: ({ info: { event, urgency, severity, certainty, category } }) => [
      ...emptyOnes({ event, urgency, severity, certainty }),
      ...(category.length === 0 ? [{ at: 'category', says: 'expected at least one; there is none' }] : []),
    ],
  },
  {
    rule: 'required',
    source: 'CAP 3.2.2',
    of: 'every message',
    breaks: ({ info }) => [...emptyCodes('eventCode', info.eventCode), ...emptyCodes('parameter', info.parameter)],
  },
  {
    rule: 'not-in-list',
    source: 'CAP 3.2.2',
    of: 'every message',
    breaks: ({ info }) =>
      unlisted([
        ...each('category', info.category).map(([at, word]) => [at, 'category', word] as const),
        ...each('responseType', info.responseType).map(([at, word]) => [at, 'responseType', word] as const),
        ['urgency', 'urgency', info.urgency],
        ['severity', 'severity', info.severity],
        ['certainty', 'certainty', info.certainty],
      ]),
  },
  {
    rule: 'language-form',
    source: 'CAP 3.2.2, RFC 3066',
    of: 'every message',
    breaks: ({ info: { language } }) =>
      LANGUAGE.test(language) ? [] : [{ at: 'language', says: `expected a language such as vi-VN; it is ${quoted(language)}` }],
  },
  {
    rule: 'time-form',
    source: 'CAP 3.3.2',
    of: 'every message',
    breaks: ({ info: { effective, onset, expires } }) => badTimes({ effective, onset, expires }),
  },
  { rule: 'expires-too-early', source: 'CAP 3.2.2', of: 'every message', breaks: expiresBefore },
  {
    rule: 'uri-not-absolute',
    source: 'CAP 3.2.2',
    of: 'every message',
    breaks: ({ info: { web } }) =>
      web === null || isAbsoluteUri(web) ? [] : [{ at: 'web', says: `expected a full address; it is ${quoted(web)}` }],
  },
  {
    rule: 'markup',
    source: 'CAP 3.3.3',
    of: 'every message',
    breaks: ({ info }) =>
      TEXTS.flatMap((name) => {
        const found = MARKUP.exec(info[name] ?? '');
        return found === null ? [] : [{ at: name, says: `expected plain text; HTML stands in it: ${quoted(found[0])}` }];
      }),
  },
  {
    rule: 'assess-in-public',
    source: 'CAP 3.2.2',
    of: 'every message',
    breaks: ({ info, alert }) =>
      alert.scope !== 'Public'
        ? []
        : each('responseType', info.responseType).flatMap(([at, word]) =>
            word === 'Assess' ? [{ at, says: 'expected no Assess in a public message' }] : [],
          ),
  },
];

function expiresBefore({ info, alert }: InfoOf): Broken[] {
  const expires = capInstant(info.expires ?? '');
  if (expires === undefined) return [];
  const before = Object.entries({ sent: alert.sent, effective: info.effective, onset: info.onset });
  return before.flatMap(([name, text]) => {
    const at = capInstant(text ?? '');
    return at === undefined || at < expires
      ? []
      : [{ at: 'expires', says: `expected after ${name}, ${text ?? ''}; it is ${info.expires ?? ''}` }];
  });
}
