import { type CaptureChannel, captureChannel } from '@loa/adapters/capture';
import { smtpChannel } from '@loa/adapters/smtp';
import { twilioChannel, twilioVoice } from '@loa/adapters/twilio';
import type { Channel, OutgoingMessage } from '@loa/domain/ports';
import { type Clock, ConfigError, type EventLog, type Lifecycle, type Secret } from '@loa/runtime';
import { mailOptionsOf } from '@loa/sender/mail-config';
import { receiptsIntoLog } from '@loa/sender/receipts-into-log';
import type { StandaloneConfig } from '../config.ts';

/** The ways out: each channel, and beside it one that reaches nobody, for status Test. */
export interface Channels {
  readonly email: Channel | CaptureChannel;
  /** The relay to turn to; null: there is none. */
  readonly secondEmail: Channel | null;
  readonly sms: Channel | CaptureChannel;
  readonly voice: Channel | CaptureChannel;
  /** To outlets, approvers and whoever signs up, beside the ledger: the sender's operations are counted for themselves. Absent: they get none. */
  readonly directEmail?: Channel | CaptureChannel;
  readonly directSms?: Channel | CaptureChannel;
  readonly directVoice?: Channel | CaptureChannel;
  readonly testEmail: CaptureChannel;
  readonly testSms: CaptureChannel;
  readonly testVoice: CaptureChannel;
}

/** Of exercises rows are written for those named alone as soon as one of the channels reaches people. */
export const exercisesTo = ({ email, sms, voice }: Channels): 'named' | 'everybody' =>
  [email, sms, voice].some(({ reaches }) => reaches === 'people') ? 'named' : 'everybody';

/** Sees what a capture channel takes, at the far end. */
export type FarEnd = (channel: Channel['name'], message: OutgoingMessage) => void;

/** Opens each channel at its provider's address, or as capture where none is given. Throws ConfigError where half of an address is missing. */
export function openChannels(
  config: StandaloneConfig,
  ports: { eventLog: EventLog; clock: Clock; lifecycle: Lifecycle; farEnd: FarEnd },
): Channels {
  const now = (): Date => ports.clock.now();
  const capture = (name: Channel['name']): CaptureChannel =>
    captureChannel({
      name,
      now,
      onCaptured: (message) => ports.farEnd(name, message),
      // As in the world: a mail server's word is its last, providers of SMS and calls report later, and all go the same way.
      ...(name !== 'email' ? { onReceipts: receiptsIntoLog(ports.eventLog) } : {}),
    });
  const quiet = (name: Channel['name']): CaptureChannel => captureChannel({ name, now });
  const channels = {
    email: smtp(config, config.SMTP_URL, now) ?? capture('email'),
    secondEmail: smtp(config, config.SMTP_URL_2, now),
    sms: twilio(config, now) ?? capture('sms'),
    voice: calls(config) ?? capture('voice'),
    directEmail: direct(config, now) ?? quiet('email'),
    directSms: twilio({ ...config, LOA_PUBLIC_URL: undefined }, now) ?? quiet('sms'),
    directVoice: calls(config, { isReported: false }) ?? quiet('voice'),
    testEmail: quiet('email'),
    testSms: quiet('sms'),
    testVoice: quiet('voice'),
  };
  for (const channel of Object.values(channels)) if (channel !== null) ports.lifecycle.push('channel', () => channel.close());
  return channels;
}

function smtp(config: StandaloneConfig, url: Secret | undefined, now: () => Date): Channel | null {
  const { LOA_MAIL_FROM: from } = config;
  return url === undefined || from === undefined
    ? null
    : smtpChannel({ url: url.reveal(), now, ...mailOptionsOf({ ...config, LOA_MAIL_FROM: from }) });
}

/** Mails that are in no ledger: one by one, with nothing to leave, and what comes back names none of them. */
const direct = (config: StandaloneConfig, now: () => Date): Channel | null =>
  smtp({ ...config, LOA_MAIL_GROUP: undefined, LOA_UNSUBSCRIBE_SECRET: undefined, LOA_BOUNCE_ADDRESS: undefined }, config.SMTP_URL, now);

function twilio(config: StandaloneConfig, now: () => Date): Channel | null {
  if (config.TWILIO_ACCOUNT_SID === undefined) return null;
  if (config.TWILIO_AUTH_TOKEN === undefined) throw missing('TWILIO_AUTH_TOKEN', 'the token of TWILIO_ACCOUNT_SID');
  if (config.TWILIO_FROM === undefined && config.TWILIO_MESSAGING_SERVICE_SID === undefined)
    throw missing('TWILIO_FROM', 'a number, or TWILIO_MESSAGING_SERVICE_SID');
  return twilioChannel({
    accountSid: config.TWILIO_ACCOUNT_SID,
    authToken: config.TWILIO_AUTH_TOKEN.reveal(),
    from: config.TWILIO_FROM,
    messagingServiceSid: config.TWILIO_MESSAGING_SERVICE_SID,
    baseUrl: config.TWILIO_BASE_URL,
    publicUrl: config.LOA_PUBLIC_URL,
    receiptSecret: config.LOA_RECEIPT_SECRET?.reveal(),
    sink: config.LOA_TWILIO_SINK,
    now,
    ...(config.LOA_SLOTS === undefined ? {} : { slots: config.LOA_SLOTS }),
  });
}

function calls(config: StandaloneConfig, { isReported } = { isReported: true }): Channel | null {
  const { TWILIO_CALL_FROM: from, TWILIO_ACCOUNT_SID: accountSid, LOA_PUBLIC_URL: publicUrl } = config;
  if (from === undefined) return null;
  const needs = 'for calls, since TWILIO_CALL_FROM is given';
  if (accountSid === undefined) throw missing('TWILIO_ACCOUNT_SID', `the account ${needs}`);
  if (config.TWILIO_AUTH_TOKEN === undefined) throw missing('TWILIO_AUTH_TOKEN', `the token of the account ${needs}`);
  if (publicUrl === undefined) throw missing('LOA_PUBLIC_URL', `the http address at which Twilio reaches us ${needs}`);
  if (config.LOA_RECEIPT_SECRET === undefined) throw missing('LOA_RECEIPT_SECRET', `a secret for the addresses of callbacks ${needs}`);
  return twilioVoice({
    ...{ accountSid, from, baseUrl: config.TWILIO_BASE_URL, sink: config.LOA_TWILIO_SINK },
    authToken: config.TWILIO_AUTH_TOKEN.reveal(),
    ...(isReported && { publicUrl, receiptSecret: config.LOA_RECEIPT_SECRET.reveal() }),
  });
}

const missing = (name: string, expected: string): ConfigError => new ConfigError([{ name, expected }], []);
