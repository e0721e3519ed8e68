import { twilioVoice } from '@loa/adapters/twilio';
import { ConfigError, type Clock } from '@loa/runtime';
import type { AlarmText } from './alarm.ts';
import type { WatchdogConfig } from './config.ts';

/** Warnings that a call names; more of them nobody would remember. */
const NAMED = 3;
const clock = new Intl.DateTimeFormat('vi-VN', { hour: 'numeric', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });

/** A call is worth placing for so long, milliseconds. */
const HOUR_MS = 3_600_000;

/**
 * Calls the duty phone and says what is wrong, twice. Null where the configuration names no number; throws ConfigError where it does and not by which account.
 * Resolves when the provider has taken the call, to null, or to the reason why it has not.
 */
export function alarmCall(config: WatchdogConfig, clock: Clock): ((text: AlarmText) => Promise<string | null>) | null {
  const { LOA_ALARM_CALL: to, TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: token, TWILIO_CALL_FROM: from } = config;
  if (to === undefined) return null;
  if (accountSid === undefined || token === undefined || from === undefined) {
    const absent = (['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_CALL_FROM'] as const).filter((name) => config[name] === undefined);
    throw new ConfigError(
      absent.map((name) => ({ name, expected: 'the account and number that calls come from, since LOA_ALARM_CALL is given' })),
      [],
    );
  }
  const voice = twilioVoice({ accountSid, from, authToken: token.reveal(), baseUrl: config.TWILIO_BASE_URL, slots: 1 });
  return async (text) => {
    const said = spoken(text);
    const now = clock.now();
    const result = await voice.send(
      {
        ...{ deliveryId: 0, attempt: 1, to, warningId: '', status: 'Actual', level: null, lane: 'flash', language: 'vi' },
        content: { text: `${said} ${said}`, recording: null, askForKey: null },
        ...{ issuedAt: now.toISOString(), expiresAt: new Date(now.getTime() + HOUR_MS).toISOString() },
      },
      () => ({ go: true }),
    );
    return 'reason' in result ? result.reason : null;
  };
}

/** What whoever picks up hears. */
export function spoken({ subject, lanes, bodies = [], held = [], runningOut = [] }: AlarmText): string {
  const said = [
    [lanes.length, 'kênh gửi tin không chuyển được tin'],
    [bodies.length, 'cơ quan chưa xác nhận đã nhận cảnh báo'],
    [held.length, 'cảnh báo đang chờ người thứ hai phê duyệt'],
    [runningOut.length, 'cảnh báo sắp hết hạn mà chưa có bản tin tiếp theo'],
  ] as const;
  const wrong = said.flatMap(([count, what]) => (count === 0 ? [] : [`Có ${count} ${what}.`]));
  const which = runningOut
    .slice(0, NAMED)
    .map(({ headline, expiresAt }) => `${headline}: hết hạn lúc ${clock.format(new Date(expiresAt)).replace(':', ' giờ ')}.`);
  return `${subject.includes('EXERCISE') ? 'Diễn tập. ' : ''}Loa báo động. ${[...wrong, ...which].join(' ')} Đề nghị trực ban kiểm tra ngay.`;
}
