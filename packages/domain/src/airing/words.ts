import { chooseTable } from '../wording/table/choose-table.ts';

/** Phrases that are said around the texts of a warning. `{at}`, `{next}` stand for times. */
export interface AirWords {
  /** Before a text that is read; then, as sentences, before one that is said. */
  readonly marks: Readonly<Record<Mark, { readonly read: string; readonly said: string }>>;
  readonly issued: { readonly read: string; readonly said: string };
  /** The time of the next bulletin: on the same day, or on another. */
  readonly next: { readonly read: string; readonly said: string };
  readonly noNext: { readonly read: string; readonly said: string };
  readonly months: readonly string[];
  /** `{H}`, `{m}` with two digits; `{D}`, `{M}` without; `{Mon}` from `months`. */
  readonly clock: string;
  readonly alsoInForce: string;
}

/** What became of a warning, where its texts must say so. */
export type Mark = 'superseded' | 'corrected' | 'closed' | 'cancelled' | 'lapsed';

const VI: AirWords = {
  marks: {
    superseded: { read: 'ĐÃ CÓ TIN MỚI THAY THẾ', said: 'Tin này đã được thay bằng tin mới.' },
    corrected: { read: 'ĐÃ ĐƯỢC ĐÍNH CHÍNH', said: 'Tin này đã được đính chính bằng tin mới.' },
    closed: { read: 'ĐÃ CÓ TIN CUỐI CÙNG', said: 'Tin này không còn hiệu lực, đã có tin cuối cùng.' },
    cancelled: { read: 'TIN ĐÃ HỦY', said: 'Tin này là nhầm lẫn và đã được hủy.' },
    lapsed: {
      read: 'Hết hạn lúc {at}, chưa có bản tin tiếp theo',
      said: 'Tin này hết hạn lúc {at}, chưa có bản tin tiếp theo.',
    },
  },
  issued: { read: 'Tin phát lúc {at}', said: 'Tin phát lúc {at}' },
  next: { read: 'tin tiếp theo {next}', said: 'tin tiếp theo lúc {next}' },
  noNext: { read: 'chưa có bản tin tiếp theo', said: 'chưa có bản tin tiếp theo' },
  months: [],
  clock: '{H}:{m} ngày {D}/{M}',
  alsoInForce: 'Vẫn còn hiệu lực',
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const EN: AirWords = {
  marks: {
    superseded: { read: 'REPLACED BY A LATER WARNING', said: 'This warning has been replaced by a later one.' },
    corrected: { read: 'CORRECTED BY A LATER WARNING', said: 'This warning has been corrected by a later one.' },
    closed: { read: 'FINAL BULLETIN ISSUED', said: 'This warning no longer holds: the final bulletin has been issued.' },
    cancelled: { read: 'CANCELLED', said: 'This warning was issued in error and is cancelled.' },
    lapsed: {
      read: 'Expired at {at}, no following bulletin yet',
      said: 'This warning expired at {at}; no following bulletin has come yet.',
    },
  },
  issued: { read: 'Issued at {at}', said: 'Issued at {at}' },
  next: { read: 'next bulletin {next}', said: 'the next bulletin is expected at {next}' },
  noNext: { read: 'no following bulletin yet', said: 'no following bulletin has come yet' },
  months: MONTHS,
  clock: '{H}:{m} on {D} {Mon}',
  alsoInForce: 'Still in force',
};

/** The phrases for a language, chosen as the texts' own are. */
export const airWords = (language: string): AirWords => (chooseTable(language).names === 'vi' ? VI : EN);
