import { defineTexts } from '../shell/language.ts';

/** Words of what stands beside the form, and of what follows after sending. */
export const PREVIEW_TEXTS = defineTexts({
  vi: {
    title: 'Xem trước',
    behind: 'đang tính lại…',
    nothing: (reason: string) => `Sẽ không phát gì: ${reason}`,
    changes: 'Thay đổi so với tin trước',
    reach: 'Sẽ gửi tới',
    people: (people: string, messages: string) => `${people} người, ${messages} tin`,
    noListener: (count: string) => `${count} nơi không có người đăng ký`,
    byAudience: 'Theo đối tượng',
    byChannel: 'Theo kênh và thời gian',
    audience: 'Đối tượng',
    channel: 'Kênh',
    messages: 'Số tin',
    minutes: 'Phút',
    late: 'Đến sau khi bắt đầu',
    unknown: 'chưa rõ',
    who: ['Người dân', 'Cơ quan'],
    texts: 'Lời sẽ phát',
    kinds: ['E-mail', 'SMS', 'Chữ chạy', 'Phát thanh', 'Loa', 'Tiêu đề'],
    segments: (count: string) => `${count} đoạn SMS`,
    template: (name: string) => `mẫu ${name}`,
    language: 'Ngôn ngữ',
    sent: 'Đã gửi vào hệ thống',
    onItsWay: 'Đang phân loại và phát hành…',
    issued: (id: string) => `Đã phát hành: ${id}`,
    refused: (reason: string) => `Không phát hành: ${reason}`,
    correctNow: 'Có sai sót: dừng phát và đính chính',
    home: 'Về bàn dự báo',
    stopped: (count: string) => `Đã dừng ${count} tin. Sửa chỗ sai rồi phát đính chính.`,
  },
  en: {
    title: 'Preview',
    behind: 'working it out…',
    nothing: (reason: string) => `Nothing would be issued: ${reason}`,
    changes: 'What changes',
    reach: 'Who will be told',
    people: (people: string, messages: string) => `${people} people, ${messages} messages`,
    noListener: (count: string) => `${count} places without subscribers`,
    byAudience: 'By audience',
    byChannel: 'By channel, and how long it takes',
    audience: 'Audience',
    channel: 'Channel',
    messages: 'Messages',
    minutes: 'Minutes',
    late: 'After the onset',
    unknown: 'not known',
    who: ['Citizens', 'Agencies'],
    texts: 'What will be said',
    kinds: ['E-mail', 'SMS', 'Crawl', 'Radio', 'Loudspeaker', 'Headline'],
    segments: (count: string) => `${count} SMS segments`,
    template: (name: string) => `template ${name}`,
    language: 'Language',
    sent: 'Taken in',
    onItsWay: 'Being classified and issued…',
    issued: (id: string) => `Issued: ${id}`,
    refused: (reason: string) => `Not issued: ${reason}`,
    correctNow: 'Something is wrong: stop and correct',
    home: 'Back to the desk',
    stopped: (count: string) => `${count} messages stopped. Put it right, then send the correction.`,
  },
});

/** Names of changes and audiences, as the trade has them. */
export const CHANGES: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = {
  new: { vi: 'mới', en: 'new' },
  escalated: { vi: 'nâng cấp', en: 'raised' },
  widened: { vi: 'thêm nơi', en: 'widened' },
  'brought-forward': { vi: 'sớm hơn', en: 'earlier' },
  'action-changed': { vi: 'đổi việc cần làm', en: 'action changed' },
  unchanged: { vi: 'không đổi', en: 'unchanged' },
  eased: { vi: 'hạ cấp', en: 'lowered' },
  narrowed: { vi: 'không còn nêu', en: 'no longer named' },
  corrected: { vi: 'đính chính', en: 'corrected' },
  cancelled: { vi: 'hủy tin', en: 'cancelled' },
  ended: { vi: 'kết thúc', en: 'ended' },
};
export const AUDIENCES: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = {
  agency: { vi: 'Cơ quan', en: 'Agencies' },
  relay: { vi: 'Người báo tin ở cơ sở', en: 'Relays' },
  media: { vi: 'Báo đài', en: 'Media' },
  citizen: { vi: 'Người dân', en: 'Citizens' },
};

/** Why a bulletin became no warning, by what the deduplicator says of it; a reason that is not here is shown as it came. */
const DECISIONS: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = {
  repeat: { vi: 'nói đúng như bản tin trước', en: 'it says what the bulletin before said' },
  stale: { vi: 'đã có bản tin mới hơn', en: 'a newer bulletin is there' },
  'sequence-conflict': { vi: 'đã có bản tin khác mang số này', en: 'another bulletin has this number' },
  'windows-are-over': { vi: 'mọi khung giờ đã qua', en: 'all its windows are over' },
  'nothing-in-force': { vi: 'không còn nơi nào có hiệu lực', en: 'nothing of it is in force' },
  'kept-by-another-series': { vi: 'chuỗi tin khác vẫn cảnh báo ở đó', en: 'another series still warns there' },
};
export const whyNot = (decision: string | null, reason: string | null, language: 'vi' | 'en'): string =>
  (DECISIONS[reason ?? ''] ?? DECISIONS[decision ?? ''])?.[language] ?? reason ?? decision ?? '';
