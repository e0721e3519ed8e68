import type { Hazard } from './hazard.ts';

/** What a bulletin does to its series: issue or renew, put right, end (the danger is over), cancel (it was an error). */
export type BulletinAction = 'issue' | 'correct' | 'end' | 'cancel';

export interface BulletinType {
  readonly id: string;
  readonly vi: string;
  readonly en: string;
  readonly action: BulletinAction;
  /** Article of Decision 18/2021/QĐ-TTg where one was found; null otherwise. */
  readonly article: number | null;
}

const closing: readonly BulletinType[] = [
  { id: 'correction', vi: 'đính chính', en: 'correction', action: 'correct', article: null },
  { id: 'final', vi: 'tin cuối cùng', en: 'final bulletin', action: 'end', article: null },
  { id: 'cancellation', vi: 'hủy tin', en: 'cancellation', action: 'cancel', article: null },
];

const cyclone: readonly BulletinType[] = [
  { id: 'near-east-sea', vi: 'tin gần Biển Đông', en: 'near the East Sea', action: 'issue', article: 8 },
  { id: 'on-east-sea', vi: 'tin trên Biển Đông', en: 'on the East Sea', action: 'issue', article: 8 },
  { id: 'emergency', vi: 'tin khẩn cấp', en: 'emergency bulletin', action: 'issue', article: 8 },
  { id: 'on-land', vi: 'tin trên đất liền', en: 'on land', action: 'issue', article: 8 },
  { id: 'quick', vi: 'tin nhanh', en: 'quick bulletin', action: 'issue', article: 8 },
  ...closing,
];

const plain: readonly BulletinType[] = [
  { id: 'warning', vi: 'tin cảnh báo', en: 'warning', action: 'issue', article: null },
  { id: 'quick', vi: 'tin nhanh', en: 'quick bulletin', action: 'issue', article: null },
  ...closing,
];

/** The closed list of bulletin types of a hazard. */
export function bulletinTypes(hazard: Hazard): readonly BulletinType[] {
  return hazard === 'storm' || hazard === 'tropical-depression' ? cyclone : plain;
}

/** The type by its id; undefined when the hazard's list has no such type. */
export function bulletinType(hazard: Hazard, id: string): BulletinType | undefined {
  return bulletinTypes(hazard).find((type) => type.id === id);
}
