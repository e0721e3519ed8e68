import { capital, type EventName, eventNameShown } from '@loa/domain/bulletin';
import type { Language } from '../shell/language.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: ZONE });
const day = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE });
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'numeric', timeZone: ZONE });
const numbers = { vi: new Intl.NumberFormat('vi-VN'), en: new Intl.NumberFormat('en-GB') };

/** `14:05`, or `14:05 6/11` on another day than today; Vietnamese time. */
export function timeOf(instant: string): string {
  const at = new Date(instant);
  return day.format(at) === day.format(new Date()) ? clock.format(at) : `${clock.format(at)} ${dayMonth.format(at)}`;
}

const exactly = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: ZONE });
const wholeDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeZone: ZONE });

/** `14:05:09 06/11/2025`, whatever day it is; Vietnamese time. */
export function dateTimeOf(instant: string): string {
  const at = new Date(instant);
  return `${exactly.format(at)} ${wholeDay.format(at)}`;
}

export const numberOf = (value: number, language: Language): string =>
  numbers[language].format(value < 10 && value > 0 ? Math.round(value * 10) / 10 : Math.round(value));

/** `45 giây`, `12 phút`, `3 giờ 20 phút`. */
export function spanOf(seconds: number, language: Language): string {
  const [s, m, h] = language === 'vi' ? ['giây', 'phút', 'giờ'] : ['s', 'min', 'h'];
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 90) return `${String(whole)} ${s}`;
  const minutes = Math.round(whole / 60);
  if (minutes < 90) return `${String(minutes)} ${m}`;
  return `${String(Math.floor(minutes / 60))} ${h}${minutes % 60 === 0 ? '' : ` ${String(minutes % 60)} ${m}`}`;
}

const CHANNELS: Readonly<Record<string, readonly [string, string]>> = {
  email: ['Thư điện tử', 'E-mail'],
  sms: ['Tin nhắn SMS', 'SMS'],
  voice: ['Cuộc gọi', 'Voice call'],
};
const LANES: Readonly<Record<string, readonly [string, string]>> = {
  flash: ['Khẩn cấp', 'Flash'],
  urgent: ['Gấp', 'Urgent'],
  routine: ['Thường', 'Routine'],
};
const STATES: Readonly<Record<string, readonly [string, string]>> = {
  queued: ['đang chờ', 'queued'],
  due: ['chờ gửi lại', 'to be retried'],
  unknown: ['chưa rõ kết quả', 'outcome unknown'],
  failed: ['không gửi được', 'failed'],
  expired: ['hết hiệu lực trước khi gửi được', 'ran out before it was sent'],
  recalled: ['đã dừng phát', 'recalled'],
  superseded: ['được thay bằng cảnh báo sau', 'replaced by a later warning'],
  suppressed: ['không được phép gửi', 'not allowed to go out'],
  accepted: ['nhà cung cấp đã nhận', 'accepted by the provider'],
  'no-receipt-on-this-route': ['đã nhận, kênh không có báo nhận', 'accepted, no receipt on this route'],
  delivered: ['có báo nhận', 'delivered'],
  undelivered: ['không tới', 'not delivered'],
};
const named = (of: Readonly<Record<string, readonly [string, string]>>, key: string, language: Language): string =>
  of[key]?.[language === 'vi' ? 0 : 1] ?? key;

export const channelName = (key: string, language: Language): string => named(CHANNELS, key, language);
export const laneName = (key: string, language: Language): string => named(LANES, key, language);

/** The state of a delivery. */
export const stateName = (key: string, language: Language): string => named(STATES, key, language);

/** A hazard's name with a capital. */
export function hazardOf(
  { hazardName }: { readonly hazardName: { readonly vi: string; readonly en: string } },
  language: Language,
): string {
  return capital(hazardName[language]);
}

type Named = Parameters<typeof hazardOf>[0] & { readonly event: EventName | null };

/** What people call a warning's event; of one without a name the hazard. */
export const eventOf = (one: Named, language: Language): string => eventNameShown(one.event, language) ?? hazardOf(one, language);

/** The same where nothing beside it says more: an event without a name is known by hazard, issuer and time. */
export function titleOf(
  one: Named & { readonly issuer: string; readonly issuerName: string | null; readonly issuedAt: string },
  language: Language,
): string {
  const name = eventOf(one, language);
  return one.event === null ? `${name}, ${one.issuerName ?? one.issuer}, ${timeOf(one.issuedAt)}` : name;
}
