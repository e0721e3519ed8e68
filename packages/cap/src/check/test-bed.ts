import type { Alert, Area, Info } from '../alert.ts';
import type { CheckOptions } from './check.ts';
import { check } from './check.ts';

export const AREA: Area = {
  areaDesc: 'Thành phố Huế',
  polygon: [
    [
      { lat: 16, lon: 107 },
      { lat: 16.5, lon: 107 },
      { lat: 16.5, lon: 107.5 },
      { lat: 16, lon: 107 },
    ],
  ],
  circle: [],
  geocode: [{ valueName: 'VN-PROVINCE', value: '46' }],
  altitude: null,
  ceiling: null,
};

export const VI: Info = {
  language: 'vi-VN',
  category: ['Met'],
  event: 'Mưa lớn',
  responseType: ['Prepare'],
  urgency: 'Future',
  severity: 'Severe',
  certainty: 'Likely',
  audience: null,
  eventCode: [{ valueName: 'OET:v1.2', value: 'OET-159' }],
  effective: null,
  onset: '2025-11-06T12:00:00+07:00',
  expires: '2025-11-07T08:00:00+07:00',
  senderName: 'Đài thử nghiệm',
  headline: 'Mưa lớn ở Huế',
  description: 'Mưa 200 mm trong ngày.',
  instruction: 'Chuẩn bị ứng phó.',
  web: 'https://loa.example/warnings/actual-1',
  contact: null,
  parameter: [
    { valueName: 'VN-RISK-LEVEL', value: '3' },
    { valueName: 'VN-RISK-COLOUR', value: 'orange' },
    { valueName: 'levelSource', value: 'announced' },
  ],
  resource: [],
  area: [AREA],
};
export const EN: Info = {
  ...VI,
  language: 'en',
  event: 'Heavy rain',
  senderName: 'Office under test',
  headline: 'Heavy rain in Hue',
  description: '200 mm of rain in a day.',
  instruction: 'Get ready.',
};

/** A message that breaks no rule, Loa's own included. */
export const ALERT: Alert = {
  identifier: 'urn:oid:2.49.0.1.704.0.2025.11.6.8.0.0.10',
  sender: 'canh-bao@loa.example',
  sent: '2025-11-06T08:00:00+07:00',
  status: 'Actual',
  msgType: 'Alert',
  source: null,
  scope: 'Public',
  restriction: null,
  addresses: [],
  code: ['profile:Loa:1.0'],
  note: null,
  references: [],
  incidents: ['mua-1'],
  info: [VI, EN],
};

/** The message with both blocks changed alike, so that they still agree. */
export const both = (change: Partial<Info>): Alert => ({
  ...ALERT,
  info: [
    { ...VI, ...change },
    { ...EN, ...change },
  ],
});
/** The message with the area of both blocks changed. */
export const inArea = (change: Partial<Area>): Alert => both({ area: [{ ...AREA, ...change }] });

/** `element rule` of what the first block and the message break; the second block breaks the same. */
export function broken(alert: Alert, options: CheckOptions = {}): string[] {
  return check(alert, options)
    .filter(({ element }) => !element.startsWith('info[1]'))
    .map(({ element, rule }) => `${element} ${rule}`);
}
