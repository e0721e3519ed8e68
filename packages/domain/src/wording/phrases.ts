import type { Language } from '../audience/subscriber.ts';
import type { Level, Response } from '../bulletin/bulletin.ts';
import { type Hazard, HAZARDS } from '../bulletin/hazard.ts';
import type { DeliveryReason } from '../delivery/delivery.ts';
import type { Warning } from '../warning/warning.ts';

type Both = Readonly<Record<Language, string>>;

/** Colours of levels 1 to 5 on the law's map, Decision 18/2021/QĐ-TTg, Appendix XII; `css` is our choice of shade, white or black text on it readable. */
const LEVEL_COLOURS: readonly (Both & { css: string; ink: string })[] = [
  { vi: 'xanh dương nhạt', en: 'light blue', css: '#b3d9f2', ink: '#000' },
  { vi: 'vàng nhạt', en: 'light yellow', css: '#fff3a3', ink: '#000' },
  { vi: 'da cam', en: 'orange', css: '#ff9d3b', ink: '#000' },
  { vi: 'đỏ', en: 'red', css: '#c81e1e', ink: '#fff' },
  { vi: 'tím', en: 'purple', css: '#6d28a8', ink: '#fff' },
];

/** The colour of a level, with its words. */
export function colourOf(level: Level): Both & { css: string; ink: string } {
  const colour = LEVEL_COLOURS[level - 1];
  if (colour === undefined) throw new RangeError(`there is no level ${String(level)}`);
  return colour;
}

/** Words before everything else of a message that is not live. */
export const STATUS_WORD: Readonly<Record<Warning['status'], Both>> = {
  Actual: { vi: '', en: '' },
  Exercise: { vi: 'DIỄN TẬP. ', en: 'EXERCISE. ' },
  Test: { vi: 'THỬ NGHIỆM. ', en: 'TEST. ' },
};

/** What the message does, in a word or two. */
export const REASON_WORD: Readonly<Record<DeliveryReason, Both>> = {
  'first-news': { vi: 'CẢNH BÁO', en: 'WARNING' },
  escalated: { vi: 'TĂNG MỨC CẢNH BÁO', en: 'WARNING RAISED' },
  widened: { vi: 'CẢNH BÁO MỞ RỘNG', en: 'WARNING WIDENED' },
  'brought-forward': { vi: 'CẢNH BÁO ĐẾN SỚM HƠN', en: 'WARNING, EARLIER ONSET' },
  'action-changed': { vi: 'CẢNH BÁO, VIỆC CẦN LÀM THAY ĐỔI', en: 'WARNING, ACTION CHANGED' },
  eased: { vi: 'HẠ MỨC CẢNH BÁO', en: 'WARNING LOWERED' },
  narrowed: { vi: 'KHÔNG CÒN TRONG VÙNG CẢNH BÁO', en: 'NO LONGER IN THE WARNED AREA' },
  corrected: { vi: 'ĐÍNH CHÍNH', en: 'CORRECTION' },
  cancelled: { vi: 'HỦY TIN', en: 'CANCELLED' },
  ended: { vi: 'TIN CUỐI CÙNG', en: 'FINAL BULLETIN' },
};

/** What to do, as advice: orders come from the commune's authorities. The short form stands in the first part of an SMS. */
export interface Action {
  readonly short: Both;
  readonly full: Both;
}

type Kind = 'wind' | 'water' | 'other';
const WIND: readonly Hazard[] = ['storm', 'tropical-depression', 'strong-wind-at-sea', 'whirlwind-lightning-hail'];
const WATER: readonly Hazard[] = [
  'surge',
  'heavy-rain',
  'river-flood',
  'flash-flood-landslide',
  'tsunami',
  'high-tide',
  'large-waves',
  'dam-release',
];
const kindOf = (hazard: Hazard): Kind => (WIND.includes(hazard) ? 'wind' : WATER.includes(hazard) ? 'water' : 'other');

const FOLLOW: Both = { vi: 'Theo dõi bản tin tiếp theo.', en: 'Follow the next bulletins.' };
const READY: Both = { vi: 'Sẵn sàng sơ tán; làm theo hướng dẫn của xã.', en: 'Be ready to leave; follow your commune.' };

const SHORT: Readonly<Record<Response, Both>> = {
  Monitor: { vi: 'Theo dõi tin', en: 'Follow the bulletins' },
  Prepare: { vi: 'Hãy chuẩn bị', en: 'Prepare' },
  Avoid: { vi: 'Tránh nguy hiểm', en: 'Keep away from danger' },
  Shelter: { vi: 'Vào nơi trú', en: 'Take shelter' },
  Evacuate: { vi: 'Sẵn sàng sơ tán', en: 'Be ready to leave' },
};

const FULL: Readonly<Record<Response, Readonly<Record<Kind, Both>>>> = {
  Monitor: { wind: FOLLOW, water: FOLLOW, other: FOLLOW },
  Prepare: {
    wind: {
      vi: 'Chằng chống nhà cửa, neo đậu tàu thuyền; làm theo hướng dẫn của xã.',
      en: 'Secure houses and boats; follow your commune.',
    },
    water: {
      vi: 'Kê cao đồ đạc, để ý nước lên, sạt lở; làm theo hướng dẫn của xã.',
      en: 'Raise belongings, watch for rising water and landslides; follow your commune.',
    },
    other: { vi: 'Chuẩn bị sẵn; làm theo hướng dẫn của xã.', en: 'Make ready; follow your commune.' },
  },
  Avoid: {
    wind: {
      vi: 'Không ra khơi, không ra ngoài khi gió mạnh; sẵn sàng sơ tán theo hướng dẫn của xã.',
      en: 'Stay off the sea and indoors in strong wind; be ready to leave when your commune says.',
    },
    water: {
      vi: 'Tránh sông suối, ngầm tràn, sườn dốc; sẵn sàng sơ tán theo hướng dẫn của xã.',
      en: 'Keep away from streams, fords and slopes; be ready to leave when your commune says.',
    },
    other: { vi: 'Tránh nơi nguy hiểm; làm theo hướng dẫn của xã.', en: 'Keep away from danger; follow your commune.' },
  },
  Shelter: {
    wind: {
      vi: 'Ở trong nhà kiên cố; sẵn sàng sơ tán theo hướng dẫn của xã.',
      en: 'Stay in a solid building; be ready to leave when your commune says.',
    },
    water: {
      vi: 'Lên nơi cao, kiên cố; sẵn sàng sơ tán theo hướng dẫn của xã.',
      en: 'Go to high and solid ground; be ready to leave when your commune says.',
    },
    other: { vi: 'Vào nơi trú; làm theo hướng dẫn của xã.', en: 'Take shelter; follow your commune.' },
  },
  Evacuate: { wind: READY, water: READY, other: READY },
};

/** What a closing message says in place of an action. */
const CLOSING: Readonly<Partial<Record<DeliveryReason, Action>>> = {
  narrowed: {
    short: { vi: 'Không còn nêu', en: 'No longer named' },
    full: {
      vi: 'Bản tin mới không còn nêu nơi này. Vẫn theo dõi bản tin của địa phương.',
      en: 'The new bulletin no longer names this place. Keep following local bulletins.',
    },
  },
  cancelled: {
    short: { vi: 'Tin đã hủy', en: 'Cancelled' },
    full: { vi: 'Tin đã phát trước đây là nhầm lẫn và được hủy.', en: 'The earlier message was issued in error and is cancelled.' },
  },
  ended: {
    short: { vi: 'Hết chuỗi tin', en: 'This series of bulletins has ended' },
    full: {
      vi: 'Cơ quan ban hành kết thúc chuỗi bản tin này. Tin khác nếu có vẫn còn hiệu lực.',
      en: 'The issuer ends this series of bulletins. Other warnings, if any, stay in force.',
    },
  },
};

/** What the reader should do, or what is taken back. */
export function actionOf(hazard: Hazard, response: Response, reason: DeliveryReason): Action {
  return CLOSING[reason] ?? { short: SHORT[response], full: FULL[response][kindOf(hazard)] };
}

/** Hazards whose name is too long for the first part of an SMS, in the trade's short form. */
const SHORT_HAZARD: Readonly<Partial<Record<Hazard, Both>>> = {
  'tropical-depression': { vi: 'ATNĐ', en: 'tropical depression' },
  'flash-flood-landslide': { vi: 'lũ quét, sạt lở', en: 'flash flood, landslide' },
  'strong-wind-at-sea': { vi: 'gió mạnh', en: 'strong wind' },
  'whirlwind-lightning-hail': { vi: 'lốc, sét', en: 'whirlwind, lightning' },
  'severe-cold': { vi: 'rét hại', en: 'severe cold' },
  'forest-fire': { vi: 'cháy rừng', en: 'forest fire' },
  other: { vi: 'thiên tai', en: 'hazard' },
};

/** The hazard's name, long and short. */
export function hazardNames(hazard: Hazard, language: Language): readonly [string, string] {
  return [HAZARDS[hazard][language], (SHORT_HAZARD[hazard] ?? HAZARDS[hazard])[language]];
}

/** The event's name in the reader's language; undefined when it has none. */
export function eventNameOf(warning: Warning, language: Language): string | undefined {
  return language === 'vi' ? warning.eventName?.vi : warning.eventName?.en;
}

/** What the warning is about: "Bão số 13 (Kalmaegi)" for a storm, "mưa lớn (Bão số 13)" for what a storm brings. */
export function subject(warning: Warning, language: Language): string {
  const name = eventNameOf(warning, language);
  const hazard = HAZARDS[warning.hazard][language];
  if (name === undefined) return hazard;
  return warning.hazard === 'storm' ? name : `${hazard} (${name})`;
}

/** "rủi ro thiên tai cấp 4/5 (đỏ)": never a bare "cấp". */
export function levelPhrase(level: Level, language: Language): string {
  const colour = colourOf(level)[language];
  return language === 'vi'
    ? `rủi ro thiên tai cấp ${String(level)}/5 (${colour})`
    : `disaster risk level ${String(level)} of 5 (${colour})`;
}

/** Said to bodies that see a level which Loa worked out and nobody announced. */
export const PROPOSED: Both = { vi: 'do Loa tính từ dự báo, chưa được công bố', en: 'worked out by Loa from the forecast, not announced' };

/** "Điều 42, khoản 2, điểm b" from a clause such as `42.2.b`. */
export function clausePhrase(clause: string, language: Language): string {
  if (language === 'en') return `clause ${clause}, Decision 18/2021/QĐ-TTg`;
  const words = ['Điều', 'khoản', 'điểm'];
  const parts = clause.split('.').map((part, at) => `${words[at] ?? ''} ${part}`.trim());
  return `${parts.join(', ')}, Quyết định 18/2021/QĐ-TTg`;
}

/** Said where another bulletin keeps the place higher than this one speaks of. */
export const KEPT_HIGHER: Both = {
  vi: 'Một bản tin khác còn hiệu lực cảnh báo mức cao hơn tại đây.',
  en: 'Another bulletin in force warns of a higher level here.',
};

/** Before the places that the same message drops. */
export const DROPPED: Both = { vi: 'Không còn nêu trong bản tin', en: 'No longer named in the bulletin' };
