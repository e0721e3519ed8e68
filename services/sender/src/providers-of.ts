import type { Receipt, SentMessages } from '@loa/domain/ports';
import { smsSize } from '@loa/domain/wording';
import type { EmailConfig, SenderConfig, SmsConfig, VoiceConfig } from './config.ts';
import { mailOptionsOf } from './mail-config.ts';
import type { Provider } from './providers/index.ts';
import { accountOf, type SmppAccount, type SmsProvider, type TwilioAccount } from './sms-accounts.ts';

export interface ProviderPorts {
  readonly now: () => Date;
  readonly onReceipts: (receipts: readonly Receipt[]) => Promise<void>;
  readonly sent: SentMessages;
  /** Told of each receipt that a provider brought of a message that nobody knows. */
  readonly unknownReceipt: (provider: SmsProvider) => void;
}

/** The providers that the configuration names, in their order. Libraries of other channels are not loaded: they take memory. */
export async function providersOf(config: SenderConfig, ports: ProviderPorts): Promise<readonly [Provider, ...Provider[]]> {
  if (config.LOA_CHANNEL === 'email') return relaysOf(config, ports);
  if (config.LOA_CHANNEL === 'voice') return [await calls(config)];
  const [first, ...others] = await Promise.all(
    config.LOA_SMS_VIA.map((via): Promise<Provider> => {
      const account = accountOf(config, via);
      return account.kind === 'smpp' ? smpp(via, account, config, ports) : twilio(via, account, config, ports);
    }),
  );
  if (first === undefined) throw new RangeError('LOA_SMS_VIA names at least one');
  return [first, ...others];
}

async function relaysOf(config: EmailConfig, { now }: ProviderPorts): Promise<readonly [Provider, ...Provider[]]> {
  const { smtpChannel } = await import('@loa/adapters/smtp');
  const relay = (name: string, address: string, perSecond: number | undefined): Provider => {
    const channel = smtpChannel({ url: address, now, ...mailOptionsOf(config) });
    return { name, account: `smtp:${new URL(address).host}`, channel, perSecond };
  };
  const first = relay('smtp', config.SMTP_URL.reveal(), config.LOA_MAIL_PER_SECOND);
  if (config.SMTP_URL_2 === undefined) return [first];
  return [first, relay('smtp-2', config.SMTP_URL_2.reveal(), config.LOA_MAIL_PER_SECOND_2)];
}

async function calls(config: VoiceConfig): Promise<Provider> {
  const { twilioVoice } = await import('@loa/adapters/twilio');
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_BASE_URL: baseUrl } = config;
  const channel = twilioVoice({
    ...{ accountSid, baseUrl },
    authToken: config.TWILIO_AUTH_TOKEN.reveal(),
    from: config.TWILIO_CALL_FROM,
    publicUrl: config.LOA_PUBLIC_URL,
    receiptSecret: config.LOA_RECEIPT_SECRET.reveal(),
    sink: config.LOA_TWILIO_SINK,
    slots: config.LOA_SLOTS,
  });
  // Calls have a rate of their own beside the account's messages.
  return { name: 'twilio', account: `calls:${accountSid}`, channel, perSecond: config.LOA_CALLS_PER_SECOND };
}

async function twilio(name: string, account: TwilioAccount, config: SmsConfig, { now }: ProviderPorts): Promise<Provider> {
  const { twilioChannel } = await import('@loa/adapters/twilio');
  const channel = twilioChannel({
    accountSid: account.accountSid,
    authToken: account.authToken.reveal(),
    from: account.from,
    messagingServiceSid: account.messagingServiceSid,
    baseUrl: account.baseUrl,
    publicUrl: config.LOA_PUBLIC_URL,
    receiptSecret: config.LOA_RECEIPT_SECRET?.reveal(),
    sink: config.LOA_TWILIO_SINK,
    slots: config.LOA_SLOTS,
    now,
  });
  return { name, account: account.accountSid, channel, perSecond: account.perSecond };
}

async function smpp(name: SmsProvider, account: SmppAccount, config: SmsConfig, ports: ProviderPorts): Promise<Provider> {
  const { now, onReceipts, sent, unknownReceipt } = ports;
  const { smppChannel } = await import('@loa/adapters/smpp');
  const url = account.url.reveal();
  const { username, host } = new URL(url);
  const id = `smpp:${username}@${host}`;
  const { source, systemType, long, messageIds, perSecond } = account;
  const channel = smppChannel({
    ...{ url, source, systemType, long, messageIds, now },
    slots: config.LOA_SLOTS,
    sink: config.LOA_SMPP_SINK,
    onReceipts,
    findSent: (providerId) => sent.find(id, providerId),
    partsDelivered: (parts) => sent.partsDelivered(id, parts),
    onUnknown: () => unknownReceipt(name),
  });
  // Operators count every part.
  return { name, account: id, channel, perSecond, costOf: (text) => (long === 'payload' ? 1 : smsSize(text).segments) };
}
