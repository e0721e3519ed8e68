import { smtpChannel } from '@loa/adapters/smtp';
import { twilioChannel } from '@loa/adapters/twilio';
import type { Channel } from '@loa/domain/ports';
import type { SenderSettings } from './compose.ts';
import type { EmailConfig, SmsConfig } from './config.ts';

/** The channel to the provider that the configuration names, and the account's limit. */
export function channelOf(config: EmailConfig | SmsConfig, now: () => Date): { channel: Channel; settings: SenderSettings } {
  if (config.LOA_CHANNEL === 'email') {
    const { SMTP_URL, LOA_MAIL_FROM, LOA_SMTP_SINK, LOA_SLOTS, LOA_MAIL_GROUP } = config;
    return {
      channel: smtpChannel({
        url: SMTP_URL.reveal(),
        from: LOA_MAIL_FROM,
        sink: LOA_SMTP_SINK,
        connections: LOA_SLOTS,
        groupOf: LOA_MAIL_GROUP,
        now,
      }),
      settings: {},
    };
  }
  const channel = twilioChannel({
    accountSid: config.TWILIO_ACCOUNT_SID,
    authToken: config.TWILIO_AUTH_TOKEN.reveal(),
    from: config.TWILIO_FROM,
    messagingServiceSid: config.TWILIO_MESSAGING_SERVICE_SID,
    baseUrl: config.TWILIO_BASE_URL,
    publicUrl: config.LOA_PUBLIC_URL,
    receiptSecret: config.LOA_RECEIPT_SECRET.reveal(),
    sink: config.LOA_TWILIO_SINK,
    slots: config.LOA_SLOTS,
    now,
  });
  return { channel, settings: { perSecond: config.LOA_SMS_PER_SECOND, account: config.TWILIO_ACCOUNT_SID } };
}
