import type { ApiProblem } from '../api/index.ts';
import { defineTexts, inLanguage, type Language } from '../shell/language.ts';
import { REFUSALS } from './texts.ts';

/** What the page of CAP messages says. */
export const CAP_TEXTS = defineTexts({
  vi: { title: 'Nhập tin CAP', file: 'Tệp CAP 1.2 (.xml)', send: 'Phát tin này', found: (given: string) => `, ở đây là “${given}”` },
  en: { title: 'Import CAP', file: 'CAP 1.2 file (.xml)', send: 'Send this', found: (given: string) => `; it is “${given}”` },
});

const UNREADABLE = {
  vi: 'Tệp này không đọc được thành một tin CAP.',
  en: 'This file cannot be read as a CAP message.',
};

/** Why a message is refused, by the code of the problem; every other code is in the desk's own words. */
export function capRefusals(language: Language): Readonly<Record<string, string>> {
  const own = {
    vi: {
      'cap-no-bulletin': 'Tin CAP này không nhận được thành một bản tin.',
      'cap-changed': 'Đã nhận một tin khác mang cùng số hiệu, người gửi và giờ gửi. Tin đã phát thì sửa bằng một tin Update.',
      'signature-refused': 'Chữ ký của tin không đạt yêu cầu đặt ra cho người gửi này.',
      'sender-not-yours': 'Cơ quan của bạn không phát tin thay cho người gửi (sender) này.',
      'body-too-large': 'Tệp quá lớn (tối đa 1 MB).',
    },
    en: {
      'cap-no-bulletin': 'This CAP message cannot be taken as a bulletin.',
      'cap-changed': 'Another message of the same identifier, sender and time was taken. What was issued is put right by an Update.',
      'signature-refused': 'The signature is not what is asked of this sender.',
      'sender-not-yours': 'Your issuer does not speak for this sender.',
      'body-too-large': 'The file is too large (at most 1 MB).',
    },
  }[language];
  const unreadable = Object.fromEntries(UNREADABLE_CODES.map((code) => [code, UNREADABLE[language]]));
  return { ...REFUSALS[language], ...unreadable, ...own };
}

const DOCUMENT: Readonly<Record<string, string>> = {
  'too-large': 'tệp nhỏ hơn',
  'unknown-encoding': 'mã hóa UTF-8 hoặc ISO-8859-1',
  'not-well-formed': 'XML đúng cú pháp',
  doctype: 'XML không có DOCTYPE',
  'too-deep': 'XML lồng ít tầng hơn',
  'too-many-elements': 'XML ít phần tử hơn',
  'too-many-attributes': 'XML ít thuộc tính hơn',
  'not-cap': 'một tin CAP 1.0, 1.1 hoặc 1.2',
  'no-sender': 'người gửi, để biết ai chịu trách nhiệm',
  'unreadable-sent': 'giờ gửi có múi giờ, như 2025-11-06T05:00:00+07:00',
};
const UNREADABLE_CODES = Object.keys(DOCUMENT).map((reason) => `cap-${reason}`);

/** What each rule expects, in Vietnamese; in English the server says it. */
const EXPECTED: Readonly<Record<string, string>> = {
  ...DOCUMENT,
  'status-not-carried': 'Actual, Exercise hoặc Test',
  'no-warning': 'Alert, Update hoặc Cancel',
  'not-public': 'tin công khai (Public)',
  'time-unreadable': 'thời điểm có múi giờ, như 2025-11-06T20:00:00+07:00',
  'info-missing': 'phần info nêu loại thiên tai',
  'references-missing': 'các tin mà tin này kết thúc hoặc hủy',
  'area-missing': 'ít nhất một vùng',
  'validity-empty': 'giờ hết hạn sau giờ bắt đầu',
  'validity-over': 'giờ hết hạn chưa qua',
  'place-unknown': 'nơi có trong danh mục địa danh',
  'place-unreadable': 'mã địa danh, đa giác hoặc hình tròn đọc được',
  'place-outside-authority': 'nơi thuộc phạm vi trách nhiệm của cơ quan',
  'hazard-outside-authority': 'loại thiên tai thuộc phạm vi trách nhiệm của cơ quan',
  'out-of-range': 'vĩ độ đến 90, kinh độ đến 180',
  'polygon-flat': 'đa giác có bề trong',
  'polygon-too-long': 'đa giác ít điểm hơn',
  'name-too-long': 'nhiều nhất 500 ký tự',
  'sender-not-yours': 'người gửi đã đăng ký cho cơ quan của bạn',
  'identity-taken': 'tin Update trỏ tới tin đã phát',
  'signature-unsigned': 'tin có chữ ký',
  'signature-malformed': 'tin đọc được để kiểm chữ ký',
  'signature-malformed-signature': 'chữ ký và chứng thư đọc được',
  'signature-wrapped': 'chữ ký của đúng phần nội dung được dùng',
  'signature-unsupported': 'chữ ký theo dạng và thuật toán được dùng ở đây',
  'signature-tampered': 'nội dung chưa bị sửa sau khi ký',
  'signature-unknown-certificate': 'chứng thư đã đăng ký cho người gửi này',
};

/** What is wrong with an element of a message, and what was expected there; what the element held is said as it stands. */
export function capErrorWords({ path, rule, expected }: ApiProblem['errors'][number], language: Language): string {
  const words = language === 'vi' && rule !== undefined ? EXPECTED[rule] : undefined;
  const given = /["“]([^"”]+)["”]/.exec(expected)?.[1];
  const said = words === undefined ? expected : `${words}${given === undefined ? '' : inLanguage(CAP_TEXTS, language).found(given)}`;
  return [path, `${language === 'vi' ? 'Cần' : 'Expected'}: ${said}`].filter((one) => one !== '').join('. ');
}
