import type { Warning } from '@loa/domain/warning';

/** Phrases of the picture alone; headline, marks and colours come from the texts of the warning. */
export interface PictureWords {
  readonly status: Readonly<Record<Warning['status'], string | null>>;
  readonly level: string;
  readonly noLevel: string;
  readonly part: string;
  readonly takenBack: string;
  /** The expiry of a warning that does not stand any more. */
  readonly stated: string;
  readonly issuer: string;
  readonly issued: string;
  readonly expires: string;
  readonly track: string;
  readonly danger: string;
  readonly force: string;
  readonly hoangSa: readonly [string, string];
  readonly truongSa: readonly [string, string];
  /** East Sea, as Viet Nam names it. */
  readonly eastSea: string;
  readonly attribution: readonly [string, string];
}

const VI: PictureWords = {
  status: { Actual: null, Exercise: 'DIỄN TẬP – không phải cảnh báo thật', Test: 'THỬ NGHIỆM – không phải cảnh báo thật' },
  level: 'Rủi ro thiên tai cấp {level} ({colour})',
  noLevel: 'Chưa có cấp rủi ro',
  part: 'Sọc rộng: một phần của tỉnh',
  takenBack: 'Không còn trong cảnh báo này',
  stated: 'Thời hạn ghi trong tin: đến',
  issuer: 'Cơ quan ban hành',
  issued: 'Phát lúc',
  expires: 'Có hiệu lực đến',
  track: 'Tâm và đường đi dự báo',
  danger: 'Vùng nguy hiểm trên biển',
  force: 'cấp {force}',
  hoangSa: ['Hoàng Sa', '(Đà Nẵng)'],
  truongSa: ['Trường Sa', '(Khánh Hòa)'],
  eastSea: 'Biển Đông',
  attribution: ['Made with Natural Earth. Mã hành chính:', 'Quyết định 19/2025/QĐ-TTg. Ranh giới gần đúng.'],
};

const EN: PictureWords = {
  status: { Actual: null, Exercise: 'EXERCISE – this is not a real warning', Test: 'TEST – this is not a real warning' },
  level: 'Disaster risk level {level} ({colour})',
  noLevel: 'No risk level yet',
  part: 'Wide bands: part of the province',
  takenBack: 'No longer in this warning',
  stated: 'Expiry stated in it:',
  issuer: 'Issuer',
  issued: 'Issued at',
  expires: 'In force until',
  track: 'Centre and forecast track',
  danger: 'Danger area at sea',
  force: 'force {force}',
  hoangSa: ['Hoang Sa', '(Da Nang)'],
  truongSa: ['Truong Sa', '(Khanh Hoa)'],
  eastSea: 'East Sea',
  attribution: ['Made with Natural Earth. Administrative codes:', 'Decision 19/2025/QĐ-TTg. Borders approximate.'],
};

/** The phrases of a language. */
export const pictureWords = (language: 'vi' | 'en'): PictureWords => (language === 'vi' ? VI : EN);
