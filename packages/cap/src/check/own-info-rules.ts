import type { InfoOf } from './info-rules.ts';
import { levelFaults } from './level-faults.ts';
import { blank, elsewhere, OWN_PROFILE } from './own-texts.ts';
import type { Rule } from './rule.ts';

const HEADLINE_LENGTH = 140;

/** What Loa asks of the blocks that it sends: practice of the WMO's and Google's hubs. */
export const OWN_INFO_RULES: readonly Rule<InfoOf>[] = [
  {
    rule: 'offset',
    source: OWN_PROFILE,
    of: 'emitted',
    breaks: ({ info: { effective, onset, expires } }) => elsewhere({ effective, onset, expires }),
  },
  {
    rule: 'text-missing',
    source: 'Google Public Alerts; WMO-RAF aggregator (expires)',
    of: 'emitted',
    breaks: ({ info: { expires, senderName, headline, description, web } }) =>
      Object.entries({ expires, senderName, headline, description, web }).flatMap(([at, text]) =>
        text === null ? [{ at, says: 'expected in every block; it is missing' }] : [],
      ),
  },
  {
    rule: 'empty-text',
    source: 'CAP 3.2',
    of: 'emitted',
    breaks: ({ info: { audience, effective, onset, expires, senderName, headline, description, instruction, web, contact } }) =>
      blank({ audience, effective, onset, expires, senderName, headline, description, instruction, web, contact }),
  },
  {
    rule: 'headline-form',
    source: 'Google Public Alerts',
    of: 'emitted',
    breaks: ({ info: { headline } }) => {
      const length = (headline ?? '').length;
      return [
        ...(length > HEADLINE_LENGTH
          ? [{ at: 'headline', says: `expected at most ${HEADLINE_LENGTH} characters; there are ${length}` }]
          : []),
        ...(/[\r\n]/.test(headline ?? '') ? [{ at: 'headline', says: 'expected one line; there are several' }] : []),
      ];
    },
  },
  {
    rule: 'text-repeated',
    source: 'Google Public Alerts',
    of: 'emitted',
    breaks: ({ info: { headline, description, instruction } }) => [
      ...(description !== null && description === headline
        ? [{ at: 'description', says: 'expected more than the headline; it is the same' }]
        : []),
      ...(instruction !== null && [headline, description].includes(instruction)
        ? [{ at: 'instruction', says: 'expected what to do; it repeats another text' }]
        : []),
    ],
  },
  {
    rule: 'area-missing',
    source: 'WMO-RAF aggregator',
    of: 'emitted',
    breaks: ({ info, alert }) =>
      alert.status === 'Actual' && alert.scope === 'Public' && info.area.length === 0
        ? [{ at: 'area', says: 'expected at least one; there is none' }]
        : [],
  },
  {
    rule: 'level',
    source: 'Decision 18/2021/QĐ-TTg, Article 4',
    of: 'emitted',
    breaks: ({ info }) => levelFaults(info.severity, info.parameter),
  },
];
