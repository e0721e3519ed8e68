import type { Language } from '../shell/language.ts';

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  'opted-out': ['người nhận đã từ chối nhận tin', 'the receiver has opted out'],
  'no-address': ['không có địa chỉ', 'no address'],
  'address-invalid': ['địa chỉ không hợp lệ', 'the address is not valid'],
  'no-result': ['không có kết quả', 'no result'],
  'never-known': ['không bao giờ rõ kết quả', 'the outcome was never known'],
  'provider-silent': ['nhà cung cấp không trả lời', 'the provider does not answer'],
  'provider-not-configured': ['nhà cung cấp không còn được cấu hình', 'the provider is no longer configured'],
  'connection-lost': ['mất kết nối', 'the connection was lost'],
  'connection-lost-after-data': ['mất kết nối sau khi đã gửi nội dung', 'the connection was lost after the message'],
  'not-found-after-two-tries': ['không tìm thấy ở nhà cung cấp', 'not found at the provider'],
  complaint: ['người nhận báo là thư rác', 'the receiver complained'],
  expired: ['hết hiệu lực trước khi gửi được', 'ran out before it was sent'],
  recalled: ['đã dừng phát', 'recalled'],
  cancelled: ['cảnh báo đã bị hủy', 'the warning was cancelled'],
  superseded: ['được thay bằng cảnh báo sau', 'replaced by a later warning'],
  unexpected: ['lỗi không lường trước', 'unexpected error'],
};
/** Families of reasons: who said it. */
const SAID_BY: readonly (readonly [RegExp, string, string])[] = [
  [/^by (\S+)$/, 'được thay bằng cảnh báo $1', 'replaced by warning $1'],
  [/^smtp-(4.*)$/, 'máy chủ thư tạm thời từ chối ($1)', 'the mail server refused for now ($1)'],
  [/^smtp-(5.*)$/, 'máy chủ thư từ chối ($1)', 'the mail server refused ($1)'],
  [/^smtp-(.*)$/, 'không nối được máy chủ thư ($1)', 'the mail server was not reached ($1)'],
  [/^dsn-(.*)$/, 'thư bị trả lại ($1)', 'the mail bounced ($1)'],
  [/^twilio-call-busy$/, 'máy bận', 'the line was busy'],
  [/^twilio-call-no-answer$/, 'không nhấc máy', 'nobody answered'],
  [/^(twilio|smpp)-(.*)$/, 'nhà cung cấp trả lời lỗi ($1 $2)', 'the provider answered with an error ($1 $2)'],
];

/** Why a delivery is in its state, in words; the code stands in what somebody else said. */
export function reasonWords(reason: string, language: Language): string {
  const at = language === 'vi' ? 0 : 1;
  const known = REASONS[reason]?.[at];
  if (known !== undefined) return known;
  const found = SAID_BY.find(([shape]) => shape.test(reason));
  return found === undefined ? reason : reason.replace(found[0], found[at + 1] as string);
}
