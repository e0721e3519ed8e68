import { z } from 'zod';
import { capital } from './capital.ts';

/**
 * Every hazard Loa takes. `group`: hazards of one group are one phenomenon growing or weakening
 * (a depression becomes a storm), so their levels are compared with each other; levels of different
 * groups never are. `article`: of Decision 18/2021/QĐ-TTg; null where no table covers the hazard.
 */
export const HAZARDS = {
  storm: { group: 'tropical-cyclone', article: 42, vi: 'bão', en: 'storm' },
  'tropical-depression': { group: 'tropical-cyclone', article: 42, vi: 'áp thấp nhiệt đới', en: 'tropical depression' },
  surge: { group: 'surge', article: 43, vi: 'nước dâng', en: 'storm surge' },
  'heavy-rain': { group: 'heavy-rain', article: 44, vi: 'mưa lớn', en: 'heavy rain' },
  'river-flood': { group: 'river-flood', article: 45, vi: 'lũ, ngập lụt', en: 'river flood, inundation' },
  'flash-flood-landslide': { group: 'flash-flood-landslide', article: 46, vi: 'lũ quét, sạt lở đất', en: 'flash flood, landslide' },
  heat: { group: 'heat', article: 47, vi: 'nắng nóng', en: 'heat' },
  drought: { group: 'drought', article: 48, vi: 'hạn hán', en: 'drought' },
  'salt-intrusion': { group: 'salt-intrusion', article: 49, vi: 'xâm nhập mặn', en: 'salt intrusion' },
  'strong-wind-at-sea': { group: 'strong-wind-at-sea', article: 50, vi: 'gió mạnh trên biển', en: 'strong wind at sea' },
  fog: { group: 'fog', article: 51, vi: 'sương mù', en: 'fog' },
  'whirlwind-lightning-hail': { group: 'whirlwind-lightning-hail', article: 52, vi: 'lốc, sét, mưa đá', en: 'whirlwind, lightning, hail' },
  'severe-cold': { group: 'severe-cold', article: 53, vi: 'rét hại, sương muối', en: 'severe cold, frost' },
  'forest-fire': { group: 'forest-fire', article: 54, vi: 'cháy rừng do tự nhiên', en: 'forest fire' },
  earthquake: { group: 'earthquake', article: 55, vi: 'động đất', en: 'earthquake' },
  tsunami: { group: 'tsunami', article: 56, vi: 'sóng thần', en: 'tsunami' },
  'high-tide': { group: 'high-tide', article: null, vi: 'triều cường', en: 'high tide' },
  'large-waves': { group: 'large-waves', article: null, vi: 'sóng lớn', en: 'large waves' },
  'dam-release': { group: 'dam-release', article: null, vi: 'xả lũ hồ chứa', en: 'dam release' },
  subsidence: { group: 'subsidence', article: null, vi: 'sạt lở bờ, sụt lún đất', en: 'bank erosion, land subsidence' },
  other: { group: 'other', article: null, vi: 'thiên tai khác', en: 'other hazard' },
} as const satisfies Record<string, { group: string; article: number | null; vi: string; en: string }>;

export type Hazard = keyof typeof HAZARDS;
export type HazardGroup = (typeof HAZARDS)[Hazard]['group'];

export const hazardIds = Object.keys(HAZARDS) as [Hazard, ...Hazard[]];
export const hazard = z.enum(hazardIds, { error: `unknown hazard; expected one of: ${hazardIds.join(', ')}` });

/** A hazard's name as a title; that of one of no other kind is its `own`, where it has one in the language. */
export function hazardTitle(
  id: Hazard,
  language: 'vi' | 'en',
  own?: { readonly vi: string; readonly en?: string | undefined } | null,
): string {
  return capital(own?.[language] ?? HAZARDS[id][language]);
}

/** The group whose levels are comparable with this hazard's. */
export function hazardGroup(id: Hazard): HazardGroup {
  return HAZARDS[id].group;
}
