import { outlinesOfUnits } from '@loa/domain/place';
import type { Alert, Area, Named, Point } from '../alert.ts';
import { primary } from './alert-rules.ts';
import type { InfoOf } from './info-rules.ts';
import { quoted } from './quoted.ts';
import { type Broken, each, type Rule } from './rule.ts';

const HEADLINE_LENGTH = 140;
const VIET_NAM_OFFSET = '+07:00';
/** Arcs without leading zeros; `2.49.0.0` names authorities, not alerts (WMO/TD-No. 1556). */
const IDENTIFIER = /^urn:oid:(?!2\.49\.0\.0\.)(0|[1-9]\d*)(\.(0|[1-9]\d*))+$/;
/** What the law's levels are called in the message: severity and colour by level. */
const LEVELS: Readonly<Record<string, readonly [severity: string, colour: string]>> = {
  '1': ['Minor', 'light-blue'],
  '2': ['Moderate', 'light-yellow'],
  '3': ['Severe', 'orange'],
  '4': ['Extreme', 'red'],
  '5': ['Extreme', 'purple'],
};
/** What blocks of two languages share. */
const SHARED = [
  'category',
  'eventCode',
  'responseType',
  'urgency',
  'severity',
  'certainty',
  'effective',
  'onset',
  'expires',
  'parameter',
] as const;
/** Degrees by which a place may lie outside of all outlines. */
const MARGIN = 1;

const PROFILE = 'profile of Loa';

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
    source: PROFILE,
    of: 'emitted',
    breaks: ({ sent, references }) => [...elsewhere({ sent }), ...references.flatMap((one) => elsewhere({ references: one.sent }))],
  },
  {
    rule: 'info-missing',
    source: PROFILE,
    of: 'emitted',
    breaks: ({ msgType, info }) =>
      info.length > 0 || msgType === 'Ack' || msgType === 'Error'
        ? []
        : [{ at: 'info', says: 'expected blocks in vi-VN and en; there are none' }],
  },
  { rule: 'languages', source: PROFILE, of: 'emitted', breaks: unpaired },
  {
    rule: 'reference-repeated',
    source: PROFILE,
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

export const OWN_INFO_RULES: readonly Rule<InfoOf>[] = [
  {
    rule: 'offset',
    source: PROFILE,
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

export const OWN_AREA_RULES: readonly Rule<Area>[] = [
  {
    rule: 'area-without-place',
    source: 'CAP 3.2.4',
    of: 'emitted',
    breaks: ({ polygon, circle, geocode }) =>
      polygon.length + circle.length + geocode.length > 0 ? [] : [{ at: '', says: 'expected a geocode or a shape; there is only text' }],
  },
  {
    rule: 'circle-without-extent',
    source: 'Google Public Alerts',
    of: 'emitted',
    breaks: ({ circle }) =>
      each('circle', circle).flatMap(([at, one]) => (one.radiusKm === 0 ? [{ at, says: 'expected a radius above 0 km; it is 0' }] : [])),
  },
  {
    rule: 'outside-region',
    source: PROFILE,
    of: 'emitted',
    breaks: ({ polygon, circle }) =>
      [
        ...each('polygon', polygon),
        ...each(
          'circle',
          circle.map((one) => [one.centre]),
        ),
      ].flatMap(([at, points]) => {
        const outside = points.find((point) => !inRegion(point));
        return outside === undefined ? [] : [{ at, says: `expected in Viet Nam or its seas; ${outside.lat},${outside.lon} is not` }];
      }),
  },
];

function elsewhere(times: Readonly<Record<string, string | null>>): Broken[] {
  return Object.entries(times).flatMap(([at, text]) =>
    text === null || text.endsWith(VIET_NAM_OFFSET)
      ? []
      : [{ at, says: `expected Viet Nam's offset, ${VIET_NAM_OFFSET}; it is ${quoted(text)}` }],
  );
}

function blank(texts: Readonly<Record<string, string | null>>): Broken[] {
  return Object.entries(texts).flatMap(([at, text]) =>
    text?.trim() === '' ? [{ at, says: 'expected text or nothing; it is empty' }] : [],
  );
}

/** The blocks of each language in their order must say the same of the same. */
function unpaired({ info }: Alert): Broken[] {
  if (info.length === 0) return [];
  const blocks = each('info', info);
  const [vi, en] = [blocks.filter(([, one]) => primary(one.language) === 'vi'), blocks.filter(([, one]) => primary(one.language) === 'en')];
  const wrong = vi.flatMap(([at, one]) =>
    one.language === 'vi-VN' ? [] : [{ at: `${at}.language`, says: `expected vi-VN; it is ${quoted(one.language)}` }],
  );
  if (vi.length !== en.length)
    return [...wrong, { at: 'info', says: `expected each block in vi-VN and en; there are ${vi.length} and ${en.length}` }];
  const different = en.flatMap(([at, one], index) => {
    const other = vi[index]?.[1];
    if (other === undefined) return [];
    const names = SHARED.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
    const places = JSON.stringify(one.area.map(placeOf)) === JSON.stringify(other.area.map(placeOf)) ? [] : ['area'];
    return [...names, ...places].map((name) => ({ at: `${at}.${name}`, says: 'expected what the block in vi-VN says; it differs' }));
  });
  return [...wrong, ...different];
}

const placeOf = ({ polygon, circle, geocode, altitude, ceiling }: Area): unknown[] => [polygon, circle, geocode, altitude, ceiling];

function levelFaults(severity: string, parameters: readonly Named[]): Broken[] {
  const value = (name: string): [string, string | undefined] => {
    const at = parameters.findIndex((one) => one.valueName === name);
    return [at < 0 ? 'parameter' : `parameter[${at}].value`, parameters[at]?.value];
  };
  const [at, level] = value('VN-RISK-LEVEL');
  if (level === undefined) return [];
  const known = LEVELS[level];
  if (known === undefined) return [{ at, says: `expected a level from 1 to 5; it is ${quoted(level)}` }];
  const [[colourAt, colour], [sourceAt, source]] = [value('VN-RISK-COLOUR'), value('levelSource')];
  return [
    ...(severity === known[0] ? [] : [{ at: 'severity', says: `expected ${known[0]} for level ${level}; it is ${quoted(severity)}` }]),
    ...(colour === known[1]
      ? []
      : [{ at: colourAt, says: `expected VN-RISK-COLOUR ${known[1]} for level ${level}; it is ${quoted(colour ?? 'missing')}` }]),
    ...(source === 'announced' || source === 'proposed'
      ? []
      : [{ at: sourceAt, says: `expected levelSource announced or proposed; it is ${quoted(source ?? 'missing')}` }]),
  ];
}

let region: { readonly south: number; readonly north: number; readonly west: number; readonly east: number } | undefined;

function inRegion({ lat, lon }: Point): boolean {
  region ??= drawn();
  return lat >= region.south && lat <= region.north && lon >= region.west && lon <= region.east;
}

function drawn(): NonNullable<typeof region> {
  const { land, sea } = outlinesOfUnits();
  const points = [...Object.values(land), ...Object.values(sea)].flat(3);
  const bounds = { south: 90, north: -90, west: 180, east: -180 };
  for (const [lon, lat] of points) {
    bounds.south = Math.min(bounds.south, lat - MARGIN);
    bounds.north = Math.max(bounds.north, lat + MARGIN);
    bounds.west = Math.min(bounds.west, lon - MARGIN);
    bounds.east = Math.max(bounds.east, lon + MARGIN);
  }
  return bounds;
}
