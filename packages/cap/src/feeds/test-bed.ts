import type { Warning } from '@loa/domain/warning';
import { aWarning } from '@loa/testing/builders';
import type { Alert, Area, Info } from '../alert.ts';
import type { Channel, FeedItem, ItemState } from './index.ts';

export const CHANNEL: Channel = {
  title: 'Cảnh báo thiên tai',
  self: 'https://loa.example.vn/feeds/cap.atom?province=52',
  home: 'https://loa.example.vn/',
  hub: 'https://loa.example.vn/websub',
  language: 'vi',
  updated: '2025-11-06T12:00:00.000Z',
};

export const anArea = (more: Partial<Area> = {}): Area => ({
  areaDesc: 'Phường Quy Nhơn, Gia Lai',
  polygon: [],
  circle: [],
  geocode: [{ valueName: 'VN-COMMUNE', value: '21583' }],
  altitude: null,
  ceiling: null,
  ...more,
});

const aBlock = (more: Partial<Info> = {}): Info => ({
  language: 'vi-VN',
  category: ['Met'],
  event: 'Bão',
  responseType: ['Avoid'],
  urgency: 'Future',
  severity: 'Extreme',
  certainty: 'Likely',
  audience: null,
  eventCode: [],
  effective: null,
  onset: '2025-11-06T16:00:00+07:00',
  expires: '2025-11-07T04:00:00+07:00',
  senderName: 'Trung tâm Dự báo khí tượng thủy văn quốc gia',
  headline: 'Bão số 0: Quy Nhơn. Cấp độ 4',
  description: 'Gió mạnh cấp 12, sóng cao 8 m.',
  instruction: 'Không ra khơi.',
  web: null,
  contact: null,
  parameter: [
    { valueName: 'VN-RISK-LEVEL', value: '4' },
    { valueName: 'VN-RISK-COLOUR', value: 'red' },
  ],
  resource: [],
  area: [anArea()],
  ...more,
});

const english: Partial<Info> = {
  language: 'en',
  event: 'Storm',
  headline: 'Storm no. 0: Quy Nhon. Level 4',
  description: 'Winds of force 12.',
};

/** The item of warning `number`, sent that many minutes after seven. */
export function anItem(
  number: number,
  more: {
    readonly alert?: Partial<Alert>;
    readonly info?: Partial<Info>;
    readonly state?: ItemState;
    readonly differences?: FeedItem['differences'];
    readonly warning?: Partial<Warning>;
  } = {},
): FeedItem {
  const sent = `2025-11-06T07:${String(number).padStart(2, '0')}:00+07:00`;
  const alert: Alert = {
    identifier: `urn:oid:2.49.0.1.704.0.2025.11.6.0.${number}.0.${number}`,
    sender: 'canh-bao@example.vn',
    sent,
    status: 'Actual',
    msgType: 'Alert',
    source: null,
    scope: 'Public',
    restriction: null,
    addresses: [],
    code: [],
    note: null,
    references: [],
    incidents: [],
    info: [aBlock(more.info), aBlock({ ...english, ...more.info, ...english })],
    ...more.alert,
  };
  const url = `https://loa.example.vn/warnings/actual-${number}`;
  return {
    warning: { ...aWarning({ number, status: 'Actual' }), ...more.warning },
    alert,
    urls: { cap: `${url}.xml`, json: `${url}.json`, html: url },
    state: more.state ?? { kind: 'in-force' },
    differences: more.differences ?? [],
  };
}

/** Every kind of item, the recalled one among them, and texts that a careless writer breaks on. */
export const ITEMS: readonly FeedItem[] = [
  anItem(1, { state: { kind: 'superseded' } }),
  anItem(2, { state: { kind: 'ended' }, alert: { msgType: 'Update' } }),
  anItem(3, { state: { kind: 'cancelled' } }),
  anItem(4, { state: { kind: 'lapsed', lapsedAt: '2025-11-06T12:05:00.000Z' } }),
  anItem(5, { state: { kind: 'recalled' }, info: { headline: 'Tin đã dừng phát' } }),
  anItem(6, {
    info: {
      headline: 'Lũ & "sạt lở" <khẩn cấp> ở Đắk Lắk 🌊 ]]> \'Ea H’leo\'',
      description: 'Mực nước > báo động 3 & đang lên;\nxả lũ 5.000 m³/s <a href="x">xem</a> \u{1F6A8}',
    },
  }),
];
