import type { Hazard } from './hazard.ts';

/** What a bulletin does to its series: issue or renew, put right, end (the danger is over), cancel (it was an error). */
export type BulletinAction = 'issue' | 'correct' | 'end' | 'cancel';

export interface BulletinType {
  readonly id: string;
  /** Title of such a bulletin, as the trade writes it. */
  readonly vi: string;
  readonly en: string;
  readonly action: BulletinAction;
  /** Article of Decision 18/2021/QĐ-TTg as cited, such as `9` or `32.1`; `13-14` where either; null where none was found. */
  readonly article: string | null;
}

const type = (id: string, vi: string, en: string, article: string | null = null, action: BulletinAction = 'issue'): BulletinType => ({
  id,
  vi,
  en,
  action,
  article,
});

const CORRECTION = type('correction', 'đính chính', 'correction', null, 'correct');
const CLOSING = [
  CORRECTION,
  type('final', 'tin cuối cùng', 'final bulletin', null, 'end'),
  type('cancellation', 'hủy tin', 'cancellation', null, 'cancel'),
];
const QUICK = type('quick', 'tin nhanh', 'quick bulletin');

const cyclone = (vi: string, en: string, article: string): readonly BulletinType[] => [
  type('near-east-sea', `tin ${vi} gần Biển Đông`, `${en} near the East Sea`, article),
  type('on-east-sea', `tin ${vi} trên Biển Đông`, `${en} on the East Sea`, article),
  type('emergency', `tin ${vi} khẩn cấp`, `urgent ${en} bulletin`, article),
  type('on-land', `tin ${vi} trên đất liền`, `${en} over land`, article),
  type('quick', `tin nhanh về ${vi}`, `quick ${en} bulletin`, article),
  CORRECTION,
  type('final', `tin cuối cùng về ${vi}`, `last ${en} bulletin`, article, 'end'),
  type('cancellation', `hủy tin ${vi}`, `${en} cancellation`, null, 'cancel'),
];

/** A warning, and a forecast where the service issues both. */
const plain = (vi: string, en: string, articles: { warning?: string; forecast?: string | null } = {}): readonly BulletinType[] => [
  type('warning', `tin cảnh báo ${vi}`, `${en} warning`, articles.warning ?? null),
  ...(articles.forecast === undefined ? [] : [type('forecast', `tin dự báo ${vi}`, `${en} forecast`, articles.forecast)]),
  QUICK,
  ...CLOSING,
];

const TYPES: Readonly<Record<Hazard, readonly BulletinType[]>> = {
  storm: cyclone('bão', 'storm', '9'),
  'tropical-depression': cyclone('áp thấp nhiệt đới', 'tropical depression', '8'),
  surge: plain('nước dâng', 'storm surge', { forecast: null }),
  'heavy-rain': plain('mưa lớn', 'heavy rain', { warning: '13-14', forecast: '13-14' }),
  'river-flood': [
    type('warning', 'tin cảnh báo lũ', 'flood warning', '13-14'),
    type('flood', 'tin lũ', 'flood bulletin', '13-14'),
    type('emergency', 'tin lũ khẩn cấp', 'urgent flood bulletin', '13-14'),
    QUICK,
    ...CLOSING,
  ],
  'flash-flood-landslide': plain('lũ quét, sạt lở đất', 'flash flood and landslide', { warning: '14' }),
  heat: plain('nắng nóng', 'heat', { forecast: null }),
  drought: plain('hạn hán', 'drought', { forecast: null }),
  'salt-intrusion': plain('xâm nhập mặn', 'salt intrusion', { forecast: null }),
  'strong-wind-at-sea': plain('gió mạnh trên biển', 'strong wind at sea', { forecast: null }),
  fog: plain('sương mù', 'fog', { forecast: null }),
  'whirlwind-lightning-hail': plain('lốc, sét, mưa đá', 'whirlwind, lightning and hail', { warning: '25.1' }),
  'severe-cold': plain('rét hại, sương muối', 'severe cold and frost', { forecast: null }),
  'forest-fire': plain('cháy rừng do tự nhiên', 'forest fire', { warning: '26', forecast: '26' }),
  earthquake: [type('report', 'tin động đất', 'earthquake bulletin', '29'), ...CLOSING],
  tsunami: [
    type('warning-1', 'tin cảnh báo sóng thần mức 1', 'tsunami warning 1', '32.1'),
    type('warning-2', 'tin cảnh báo sóng thần mức 2', 'tsunami warning 2', '32.1'),
    type('warning-3', 'tin cảnh báo sóng thần mức 3', 'tsunami warning 3', '32.1'),
    CORRECTION,
    type('final', 'tin cuối cùng về sóng thần', 'last tsunami bulletin', '32.3', 'end'),
    type('cancellation', 'tin hủy cảnh báo sóng thần', 'tsunami cancellation', '32.2', 'cancel'),
  ],
  'high-tide': plain('triều cường', 'high tide', { forecast: null }),
  'large-waves': plain('sóng lớn', 'large waves', { forecast: null }),
  'dam-release': plain('xả lũ hồ chứa', 'dam release'),
  subsidence: plain('sạt lở bờ, sụt lún đất', 'bank erosion and subsidence'),
  other: plain('thiên tai', 'hazard', { forecast: null }),
};

/** The closed list of bulletin types of a hazard (Decision 18/2021/QĐ-TTg, Articles 8-32). */
export function bulletinTypes(hazard: Hazard): readonly BulletinType[] {
  return TYPES[hazard];
}

/** The type by its id; undefined when the hazard's list has no such type. */
export function bulletinType(hazard: Hazard, id: string): BulletinType | undefined {
  return TYPES[hazard].find((one) => one.id === id);
}
