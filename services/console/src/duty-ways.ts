import { smtpChannel } from '@loa/adapters/smtp';
import { twilioChannel, twilioVoice } from '@loa/adapters/twilio';
import { address } from '@loa/runtime';
import { z } from 'zod';
import { type AccountRateOptions, atAccountRate } from './at-account-rate.ts';
import type { WatchdogConfig } from './config.ts';
import type { DutyWays } from './duty-call.ts';

const fitting = z.object({
  /** By what approvers are called at their duty addresses, beside `LOA_MAIL_FROM` and the Twilio account: each way is there where all of it is given. */
  SMTP_URL: address('smtp', 'smtps').optional(),
  TWILIO_FROM: z.string().optional(),
  TWILIO_MESSAGING_SERVICE_SID: z.string().optional(),
  /** Of the account, as the senders': these messages take from what warnings have. */
  LOA_SMS_PER_SECOND: z.coerce.number('expected messages per second').positive().default(10),
});
/** What the console reads of them. */
export const dutyWaysConfig = fitting.shape;

/** One call after another. */
const SLOTS = 2;

type Rates = Pick<AccountRateOptions, 'limiter' | 'log' | 'now'>;

/** Opens the ways that the configuration names; null: not that one. No reports are asked for: these messages are in no ledger. */
export function openDutyWays(config: z.output<typeof fitting> & WatchdogConfig, rates: Rates): DutyWays {
  const { now } = rates;
  const { SMTP_URL: relay, LOA_MAIL_FROM: from, TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: token } = config;
  const { TWILIO_FROM: sender, TWILIO_MESSAGING_SERVICE_SID: messagingServiceSid, TWILIO_CALL_FROM: caller } = config;
  const email = relay === undefined || from === undefined ? null : smtpChannel({ url: relay.reveal(), from, now, connections: SLOTS });
  if (accountSid === undefined || token === undefined) return { email, sms: null, voice: null };
  const account = { accountSid, authToken: token.reveal(), baseUrl: config.TWILIO_BASE_URL, slots: SLOTS };
  const rate = { name: accountSid, perSecond: config.LOA_SMS_PER_SECOND };
  const sends = sender !== undefined || messagingServiceSid !== undefined;
  return {
    email,
    sms: sends ? atAccountRate(twilioChannel({ ...account, from: sender, messagingServiceSid, now }), { ...rates, account: rate }) : null,
    voice: caller === undefined ? null : twilioVoice({ ...account, from: caller }),
  };
}
