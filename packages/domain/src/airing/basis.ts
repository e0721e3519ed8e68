/**
 * How sure a row is. `confirmed`: read in two independent places; `provisional`: read in one place, or in the older decision whose
 * wording was not seen to be contradicted; `own`: the law was not found to say anything, and the value is Loa's.
 */
export type AirStatus = 'confirmed' | 'provisional' | 'own';

/** Where a value of the air table comes from. */
export interface Basis {
  readonly status: AirStatus;
  /** As cited; null for Loa's own. */
  readonly cited: string | null;
  /** Addresses of the pages that were read; the signed text of 2021 was not among them. */
  readonly sources: readonly string[];
  readonly note: string;
}

const SECTION = 'Decision 18/2021/QĐ-TTg, Articles 34-41';

/** Every basis by the short name that rows give. */
export const BASES = {
  'radio-2021': {
    status: 'provisional',
    cited: SECTION,
    sources: ['http://thinhtrigroup.com/chi-tiet/tin-canh-bao-loc-set-mua-da-phai-bao-truoc-it-nhat-30-phut-455.html'],
    note: 'Voice of Vietnam: every 2 hours on the hour, day and night, the latest again while there is no new one. One source.',
  },
  'television-2020': {
    status: 'provisional',
    cited: 'Decision 03/2020/QĐ-TTg, Article 28.2',
    sources: [
      'https://nganhangphapluat.lawnet.vn/tu-van-phap-luat/tai-nguyen--moi-truong/quy-dinh-ve-che-do-truyen-phat-tin-ve-ap-thap-nhiet-doi-bao-lu-doi-voi-dai-truyen-hinh-viet-nam-319815',
    ],
    note: 'Vietnam Television, until a new bulletin or until the steering committee and the ministry ask for other times. The decision of 2021 replaced this one; its wording for television was not seen.',
  },
  'earthquake-2021': {
    status: 'confirmed',
    cited: SECTION,
    sources: [
      'https://thunghiem.baothaibinh.com.vn/tin-tuc/0/94866/quy-dinh-bao-tin-dong-dat-canh-bao-song-than',
      'https://lawnet.vn/ngan-hang-phap-luat/en/tu-van-phap-luat/tai-nguyen--moi-truong/regulations-on-information-transmission-policies-regarding-earthquakes-and-tsunami-warnings-for-the--1033335',
    ],
    note: 'Radio and television: once at once, again in the next news programme.',
  },
  'tsunami-2020': {
    status: 'provisional',
    cited: 'Decision 03/2020/QĐ-TTg, Article 29.1',
    sources: [
      'https://lawnet.vn/ngan-hang-phap-luat/en/tu-van-phap-luat/tai-nguyen--moi-truong/regulations-on-information-transmission-policies-regarding-earthquakes-and-tsunami-warnings-for-the--1033335',
    ],
    note: 'Radio and television. The decision of 2021 replaced this one; its wording for tsunami warnings was not seen.',
  },
  'hours-2021': {
    status: 'provisional',
    cited: 'Decision 18/2021/QĐ-TTg, article not seen',
    sources: ['https://lsu.vn/tan-suat-dua-tin-du-bao-ve-bao-tren-bien-dong/'],
    note: 'Eight main bulletins a day on a storm on the East Sea, and further ones between them when it behaves in a complex way.',
  },
  'as-television': {
    status: 'own',
    cited: null,
    sources: [],
    note: 'Not found for radio; the same as for television.',
  },
  'as-tsunami': {
    status: 'own',
    cited: null,
    sources: [],
    note: 'Not found for other hazards; the same as for the last tsunami bulletin.',
  },
  'as-east-sea': {
    status: 'own',
    cited: null,
    sources: [
      'https://thuvienphapluat.vn/hoi-dap-phap-luat/23C93-hd-tan-suat-va-thoi-gian-ban-hanh-cac-ban-tin-du-bao-canh-bao-ap-thap-nhiet-doi-bao.html',
    ],
    note: 'Hours of 2021 not found. Decision 46/2014/QĐ-TTg, Article 12 gave these bulletins the same eight times as a storm on the East Sea.',
  },
  unnamed: {
    status: 'own',
    cited: null,
    sources: [],
    note: 'Quick bulletins and corrections are named by no rule that was found; at once, since they change what was aired.',
  },
  'ran-out': {
    status: 'own',
    cited: null,
    sources: [],
    note: 'That a warning ran out and no successor came is said once.',
  },
  'as-asked': {
    status: 'own',
    cited: null,
    sources: [
      'https://thuvienphapluat.vn/hoi-dap-phap-luat/iframe/4E1B7-hd-quy-dinh-ve-che-do-truyen-phat-tin-ve-cac-loai-thien-tai-khac.html',
    ],
    note: 'Decision 03/2020/QĐ-TTg, Article 30 leaves these to the main bulletin or to what the issuer asks; the times are chosen by how fast the hazard is.',
  },
} as const satisfies Record<string, Basis>;
export type BasisId = keyof typeof BASES;
