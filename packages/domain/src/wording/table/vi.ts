import { type Hazard, HAZARDS, hazardIds } from '../../bulletin/hazard.ts';
import { ADVICE_VI } from './advice-vi.ts';
import type { PhraseTable } from './phrase-table.ts';

/** Short names of the trade where the full one is too long for the first part of an SMS. */
const SHORT: Readonly<Partial<Record<Hazard, string>>> = {
  'tropical-depression': 'ATNĐ',
  'river-flood': 'lũ, ngập',
  'flash-flood-landslide': 'lũ quét, sạt lở',
  'salt-intrusion': 'mặn',
  'strong-wind-at-sea': 'gió mạnh',
  'whirlwind-lightning-hail': 'lốc, sét',
  'severe-cold': 'rét hại',
  'forest-fire': 'cháy rừng',
  'dam-release': 'xả lũ',
  subsidence: 'sạt lở, sụt lún',
  other: 'thiên tai',
};

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
/** 0 to 99 as said: "mười lăm", "hai mươi mốt", "hai mươi tư", "hai mươi lăm". */
const UP_TO_99 = Array.from({ length: 100 }, (_, value) => {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (tens === 0) return DIGITS[ones] ?? '';
  const last = ones === 5 ? 'lăm' : tens > 1 && ones === 1 ? 'mốt' : tens > 1 && ones === 4 ? 'tư' : DIGITS[ones];
  return `${tens === 1 ? 'mười' : `${DIGITS[tens] ?? ''} mươi`}${ones === 0 ? '' : ` ${last ?? ''}`}`;
});

/** Vietnamese: the language of the law, and of whoever asks for one that has no reviewed table. */
export const VI: PhraseTable = {
  tag: 'vi',
  reviewedBy: '',
  names: 'vi',
  figures: 'vi',
  gsm: false,
  phrases: {
    hazards: Object.fromEntries(hazardIds.map((id) => [id, { name: HAZARDS[id].vi, short: SHORT[id] ?? HAZARDS[id].vi }])) as Record<
      Hazard,
      { name: string; short: string }
    >,
    colours: ['xanh dương nhạt', 'vàng nhạt', 'da cam', 'đỏ', 'tím'],
    status: { Actual: '', Exercise: 'DIỄN TẬP', Test: 'THỬ NGHIỆM' },
    occasions: {
      'first-news': 'CẢNH BÁO',
      escalated: 'TĂNG MỨC CẢNH BÁO',
      widened: 'CẢNH BÁO MỞ RỘNG',
      'brought-forward': 'CẢNH BÁO ĐẾN SỚM HƠN',
      'action-changed': 'CẢNH BÁO, VIỆC CẦN LÀM THAY ĐỔI',
      unchanged: 'TIẾP TỤC CẢNH BÁO',
      eased: 'HẠ MỨC CẢNH BÁO',
      narrowed: 'KHÔNG CÒN TRONG VÙNG CẢNH BÁO',
      corrected: 'ĐÍNH CHÍNH',
      cancelled: 'HỦY TIN',
      ended: 'TIN CUỐI CÙNG',
    },
    actions: {
      Monitor: { short: 'Theo dõi tin', tiny: 'Theo dõi' },
      Prepare: { short: 'Hãy chuẩn bị', tiny: 'Chuẩn bị' },
      Avoid: { short: 'Tránh nguy hiểm', tiny: 'Tránh xa' },
      Shelter: { short: 'Vào nơi trú', tiny: 'Trú ẩn' },
      Evacuate: { short: 'Sẵn sàng sơ tán', tiny: 'Sẵn sàng' },
      Leave: { short: 'Sơ tán ngay', tiny: 'Sơ tán ngay' },
      narrowed: { short: 'Không còn nêu', tiny: 'Không còn nêu' },
      cancelled: { short: 'Tin đã hủy', tiny: 'Đã hủy' },
      ended: { short: 'Hết chuỗi tin', tiny: 'Hết tin' },
    },
    monitor: 'Theo dõi bản tin tiếp theo và thông báo của xã.',
    leaving: 'Mang theo giấy tờ, thuốc, nước uống; đi theo hướng dẫn của xã.',
    advice: ADVICE_VI,
    sentences: {
      head: 'Tin {issued}. {hazard}: {place}. {action}.',
      headShort: '{issued} {hazard}: {place}. {action}.',
      event: '{event}.',
      change: '{change}.',
      level: 'Rủi ro thiên tai cấp {level}/5 ({colour}).',
      levelProposed: 'Rủi ro thiên tai cấp {level}/5 ({colour}), do Loa tính từ dự báo, chưa được công bố.',
      window: 'Từ {from} đến {to}.',
      storm: 'Gió cấp {force} gần tâm.',
      fact: '{fact}.',
      higher: 'Một bản tin khác đã cảnh báo mức cao hơn tại đây, chưa hạ.',
      advice: '{advice}',
      ready: 'Sẵn sàng sơ tán; làm theo lệnh của xã.',
      order: 'Theo lệnh của {authority} lúc {at}.',
      orderShort: 'Theo lệnh sơ tán lúc {at}.',
      orderTsunami: 'Cảnh báo sóng thần mức 3: rời bờ biển, lên nơi cao.',
      alsoWarned: 'Cũng được cảnh báo: {place}.',
      dropped: 'Không còn nêu trong bản tin: {place}.',
      where: 'Nơi: {places}.',
      confirm: 'Xác nhận đã nhận: {link}',
      narrowed: 'Bản tin mới không còn nêu nơi này. Vẫn theo dõi bản tin của địa phương.',
      cancelled: 'Tin đã phát trước đây là nhầm lẫn và được hủy.',
      ended: 'Cơ quan ban hành kết thúc chuỗi bản tin này.',
      inForce: 'Vẫn còn cảnh báo: {hazards}.',
      countInForce: 'Vẫn còn {count} cảnh báo khác.',
      othersInForce: 'Cảnh báo khác, nếu có, vẫn còn hiệu lực.',
      noneInForce: 'Không còn cảnh báo nào khác tại đây. Về nhà khi xã báo an toàn.',
      spokenHazard: '{change}: {hazard}.',
      spokenIssued: 'Tin phát lúc {issued}.',
      spokenLevel: 'Rủi ro thiên tai cấp {level} trên năm, màu {colour}.',
      spokenAction: '{action}.',
      countOfPlaces: '{count} nơi',
    },
  },
  labels: {
    where: 'Nơi',
    level: 'Mức độ',
    figures: 'Số liệu',
    when: 'Thời gian',
    action: 'Việc cần làm',
    order: 'Lệnh sơ tán',
    bulletin: 'Bản tin',
    issuer: 'Cơ quan ban hành',
    issued: 'Phát lúc',
    basis: '{clause}, Quyết định 18/2021/QĐ-TTg',
    proposed: 'do Loa tính từ dự báo, chưa được công bố',
    levelPhrase: 'rủi ro thiên tai cấp {level}/5 ({colour})',
    replay: 'Phát lại theo bản tin thật lúc {at}, nguồn: {source}',
  },
  where: {
    among: '{count} nơi ở {place}',
    several: 'nhiều nơi ở {place} và {count} tỉnh khác',
    severalWhole: '{place} và {count} tỉnh khác',
    more: '{place} +{count} tỉnh',
    provinces: '{count} tỉnh',
    andSea: '{place} và biển',
    countOfSeas: '{count} vùng biển',
  },
  clauseWords: ['Điều ', ', khoản ', ', điểm '],
  clock: {
    long: '{HH}:{mm} ngày {DD}/{MM}/{YYYY}',
    short: '{HH}:{mm} {DD}/{MM}',
    spoken: '{H} giờ {m} phút ngày {D} tháng {Month}',
    spokenZero: '',
    spokenFullHour: '{H} giờ ngày {D} tháng {Month}',
    months: [],
    spokenMonths: ['một', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười', 'mười một', 'mười hai'],
  },
  speech: {
    radioPace: 4,
    loudspeakerPace: 3,
    numbers: {
      upTo99: UP_TO_99,
      hundred: 'trăm',
      thousand: 'nghìn',
      belowTen: 'linh',
      noHundreds: 'không trăm',
      point: 'phẩy',
      minus: 'âm',
      ofMonth: 'tháng',
      ofYear: 'năm',
      to: 'đến',
    },
    units: [
      [' m³/s', ' mét khối trên giây'],
      [' mm', ' mi li mét'],
      [' km', ' ki lô mét'],
      [' °C', ' độ C'],
      [' m', ' mét'],
      ['‰', ' phần nghìn'],
      ['%', ' phần trăm'],
    ],
    closers: [
      'Bà con nghe loa, đài và theo dõi thông báo của xã.',
      'Giúp đỡ người già, trẻ em, người bệnh và người khuyết tật.',
      'Báo cho hàng xóm cùng biết.',
      'Chỉ tin vào thông báo của cơ quan có trách nhiệm.',
    ],
    again: 'Nhắc lại.',
    call: {
      opening: 'Đây là cuộc gọi tự động cảnh báo thiên tai.',
      askForKey: 'Bấm phím một để xác nhận đã nhận được tin.',
    },
  },
};
