import { smtpChannel } from '@loa/adapters/smtp';
import { twilioChannel } from '@loa/adapters/twilio';
import type { WrittenChannel } from '@loa/domain/audience';
import type { Channel } from '@loa/domain/ports';
import type { SignupConfig } from './config.ts';

/** Codes at once; people sign up one by one. */
const SLOTS = 4;

/** The ways by which codes and links go, as configured; null where there is none. No reports are asked for: these messages are in no ledger. */
export function openChannels(config: SignupConfig, now: () => Date): Record<WrittenChannel, Channel | null> {
  const { SMTP_URL: relay, LOA_MAIL_FROM: from, TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = config;
  return {
    email: relay === undefined || from === undefined ? null : smtpChannel({ url: relay.reveal(), from, now, connections: SLOTS }),
    sms:
      accountSid === undefined || authToken === undefined
        ? null
        : twilioChannel({
            ...{ accountSid, authToken: authToken.reveal(), now, slots: SLOTS },
            ...{ from: config.TWILIO_FROM, messagingServiceSid: config.TWILIO_MESSAGING_SERVICE_SID, baseUrl: config.TWILIO_BASE_URL },
          }),
  };
}
