import type { Alert } from '../alert.ts';
import { unpaired } from './language-pairs.ts';
import { blank, elsewhere, OWN_PROFILE } from './own-texts.ts';
import { quoted } from './quoted.ts';
import { each, type Rule } from './rule.ts';

/** Arcs without leading zeros; `2.49.0.0` names authorities, not alerts (WMO/TD-No. 1556). */
const IDENTIFIER = /^urn:oid:(?!2\.49\.0\.0\.)(0|[1-9]\d*)(\.(0|[1-9]\d*))+$/;

/** What Loa asks of the messages that it sends, beside CAP's own rules: practice of the WMO, Google's and MeteoAlarm's hubs, and two languages. */
export const OWN_ALERT_RULES: readonly Rule<Alert>[] = [
  {
    rule: 'identifier-form',
    source: 'WMO/TD-No. 1556',
    of: 'emitted',
    breaks: ({ identifier }) =>
      IDENTIFIER.test(identifier)
        ? []
        : [{ at: 'identifier', says: `expected urn:oid: and arcs of an alert; it is ${quoted(identifier)}` }],
  },
  {
    rule: 'offset',
    source: OWN_PROFILE,
    of: 'emitted',
    breaks: ({ sent, references }) => [...elsewhere({ sent }), ...references.flatMap((one) => elsewhere({ references: one.sent }))],
  },
  {
    rule: 'info-missing',
    source: OWN_PROFILE,
    of: 'emitted',
    breaks: ({ msgType, info }) =>
      info.length > 0 || msgType === 'Ack' || msgType === 'Error'
        ? []
        : [{ at: 'info', says: 'expected blocks in vi-VN and en; there are none' }],
  },
  { rule: 'languages', source: OWN_PROFILE, of: 'emitted', breaks: unpaired },
  {
    rule: 'reference-repeated',
    source: OWN_PROFILE,
    of: 'emitted',
    breaks: ({ references }) =>
      references.flatMap(({ sender, identifier }, at) =>
        references.findIndex((one) => one.sender === sender && one.identifier === identifier) === at
          ? []
          : [{ at: 'references', says: `expected each message once; ${quoted(identifier)} stands again` }],
      ),
  },
  {
    rule: 'empty-text',
    source: 'CAP 3.2',
    of: 'emitted',
    breaks: ({ source, restriction, note, addresses, code, incidents }) => [
      ...blank({ source, restriction, note }),
      ...blank(Object.fromEntries([...each('addresses', addresses), ...each('code', code), ...each('incidents', incidents)])),
    ],
  },
];
