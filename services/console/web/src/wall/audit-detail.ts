import { role } from '@loa/domain/account';
import { z } from 'zod';
import { ACCOUNT_TEXTS } from '../accounts/texts.ts';
import { inLanguage, type Language } from '../shell/language.ts';
import { channelName, dateTimeOf, laneName } from './format.ts';

type Words = Readonly<Record<string, string>>;

/** What stands in details of the trail; a name that is not here is shown as it is. */
const NAMES: Readonly<Record<Language, Words>> = {
  vi: {
    after: 'sau số',
    alarm: 'báo động',
    approver: 'người duyệt',
    bodies: 'số cơ quan',
    body: 'cơ quan',
    channel: 'kênh',
    email: 'thư điện tử',
    found: 'tìm thấy',
    issuer: 'cơ quan phát tin',
    kind: 'loại lệnh',
    name: 'tên',
    order: 'lệnh số',
    pause: 'lệnh tạm dừng số',
    pauses: 'lệnh tạm dừng số',
    perSecond: 'mỗi giây',
    phone: 'điện thoại',
    place: 'nơi',
    receivers: 'số người nhận',
    roles: 'vai trò',
    sms: 'SMS',
    subscriber: 'người nhận số',
    topic: 'chỗ mắc',
    until: 'đến',
    voice: 'cuộc gọi',
    warnings: 'số cảnh báo',
  },
  en: { perSecond: 'per second', sms: 'SMS' },
};
const VALUES: Readonly<Record<Language, Words>> = {
  vi: {
    true: 'có',
    false: 'không',
    accepted: 'đã nhận',
    given: 'đã báo',
    failed: 'không được',
    none: 'không có',
    avoid: 'để sang bên',
    slow: 'gửi chậm lại',
  },
  en: { true: 'yes', false: 'no' },
};
const INSTANT = z.iso.datetime();

/** The detail of a row, a JSON object, as words: `lệnh tạm dừng số 3, đến 10:00:00 06/11/2025`. */
export function detailWords(detail: string | null, language: Language): string {
  if (detail === null) return '';
  const read = z.record(z.string(), z.unknown()).catch({}).parse(JSON.parse(detail));
  return Object.entries(read)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${NAMES[language][name] ?? name} ${valueWords(name, String(value), language)}`)
    .join(', ');
}

/** What a deed was done to: `email/routine` by the names of channel and lane. */
export function subjectWords(subject: string | null, language: Language): string {
  const [, channel, lane] = /^(email|sms|voice)(?:\/(\w+))?$/.exec(subject ?? '') ?? [];
  if (channel === undefined) return subject ?? '';
  return [channelName(channel, language), ...(lane === undefined ? [] : [laneName(lane, language)])].join(' · ');
}

function valueWords(name: string, value: string, language: Language): string {
  if (name === 'roles')
    return value
      .split(' ')
      .map((one) => roleWord(one, language))
      .join(' + ');
  if (name === 'channel') return channelName(value, language);
  return INSTANT.safeParse(value).success ? dateTimeOf(value) : (VALUES[language][value] ?? value);
}

function roleWord(value: string, language: Language): string {
  const known = role.safeParse(value);
  return known.success ? inLanguage(ACCOUNT_TEXTS, language)[known.data].toLowerCase() : value;
}
