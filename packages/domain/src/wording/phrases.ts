import type { Language } from '../audience/subscriber.ts';
import type { Level, Response } from '../bulletin/bulletin.ts';
import { HAZARDS } from '../bulletin/hazard.ts';
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
  if (colour === undefined) throw new RangeError(`there is no level ${level}`);
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

/** What to do, as advice: orders come from the commune's authorities. */
export const ACTION: Readonly<Record<Response, Both>> = {
  Monitor: { vi: 'Theo dõi bản tin tiếp theo.', en: 'Follow the next bulletins.' },
  Prepare: { vi: 'Chằng chống nhà cửa, chuẩn bị ứng phó, theo hướng dẫn của xã.', en: 'Secure your house, make ready, follow your commune.' },
  Avoid: { vi: 'Không ra khơi, không ra ngoài khi có gió to, nước lớn; sẵn sàng sơ tán theo lệnh của xã.', en: 'Stay off the sea and indoors; be ready to leave when your commune orders.' },
  Shelter: { vi: 'Vào nơi trú kiên cố; sẵn sàng sơ tán theo lệnh của xã.', en: 'Take solid shelter; be ready to leave when your commune orders.' },
  Evacuate: { vi: 'Sẵn sàng sơ tán; làm theo lệnh của xã.', en: 'Be ready to leave; follow the order of your commune.' },
};

/** What a closing message says in place of an action. */
export const CLOSING: Readonly<Partial<Record<DeliveryReason, Both>>> = {
  narrowed: { vi: 'Bản tin mới không còn nêu nơi này. Vẫn theo dõi bản tin của địa phương.', en: 'The new bulletin no longer names this place. Keep following local bulletins.' },
  cancelled: { vi: 'Tin đã phát trước đây là nhầm lẫn và được hủy.', en: 'The earlier message was issued in error and is cancelled.' },
  ended: { vi: 'Cơ quan ban hành kết thúc chuỗi tin này. Các tin khác vẫn có hiệu lực nếu có.', en: 'The issuer ends this series. Other warnings, if any, stay in force.' },
};

/** Event and hazard: "bão số 13 (Kalmaegi)", or the hazard's name. */
export function subject(warning: Warning, language: Language): string {
  const name = warning.eventName?.[language] ?? (language === 'vi' ? undefined : warning.eventName?.vi);
  return name ?? HAZARDS[warning.hazard][language];
}

/** "rủi ro thiên tai cấp 4/5 (đỏ)": never a bare "cấp". */
export function levelPhrase(level: Level, language: Language): string {
  const colour = colourOf(level)[language];
  return language === 'vi' ? `rủi ro thiên tai cấp ${level}/5 (${colour})` : `disaster risk level ${level} of 5 (${colour})`;
}

/** Said to bodies that see a level which Loa worked out and nobody announced. */
export const PROPOSED: Both = { vi: 'do Loa tính từ dự báo, chưa được công bố', en: 'worked out by Loa from the forecast, not announced' };
