import { smsTemplatesText } from '@loa/domain/wording';
import { address, mark, type Secret, secret } from '@loa/runtime';
import { z } from 'zod';

/** Providers of SMS by name; the second of each kind has its names with `_2`. */
export const SMS_PROVIDERS = ['twilio', 'twilio-2', 'smpp', 'smpp-2'] as const;
export type SmsProvider = (typeof SMS_PROVIDERS)[number];

const AN_ORDER = `expected ${SMS_PROVIDERS.join(', ')} with commas between them, each once`;

const twilio = {
  accountSid: z.string('expected AC and 32 digits').regex(/^AC[0-9a-fA-F]{32}$/, 'expected AC and 32 hexadecimal digits'),
  perSecond: z.coerce.number('expected messages per second').positive(),
  baseUrl: z.url('expected an http address'),
};

const smpp = {
  url: address('smpp', 'smpps'),
  source: z.string().min(1).max(21, 'expected a number, a short code, or a name of at most 11 characters'),
  long: z.enum(['udh', 'sar', 'payload'], 'expected udh, sar or payload'),
  messageIds: z.enum(['same', 'hex-decimal', 'decimal-hex'], 'expected same, hex-decimal or decimal-hex'),
};

/** What a sender of SMS reads about its providers. */
export const smsAccounts = {
  /** Providers in the order in which they are to be used. */
  LOA_SMS_VIA: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(z.array(z.enum(SMS_PROVIDERS, AN_ORDER)).min(1, AN_ORDER))
    .refine((names) => new Set(names).size === names.length, AN_ORDER)
    .default(['twilio']),
  TWILIO_ACCOUNT_SID: twilio.accountSid.optional(),
  TWILIO_AUTH_TOKEN: secret().optional(),
  TWILIO_FROM: z.string().optional(),
  TWILIO_MESSAGING_SERVICE_SID: z.string().optional(),
  TWILIO_BASE_URL: twilio.baseUrl.optional(),
  /** Of the provider's account, over all senders. */
  LOA_SMS_PER_SECOND: twilio.perSecond.default(10),
  TWILIO_ACCOUNT_SID_2: twilio.accountSid.optional(),
  TWILIO_AUTH_TOKEN_2: secret().optional(),
  TWILIO_FROM_2: z.string().optional(),
  TWILIO_MESSAGING_SERVICE_SID_2: z.string().optional(),
  TWILIO_BASE_URL_2: twilio.baseUrl.optional(),
  LOA_SMS_PER_SECOND_2: twilio.perSecond.default(10),
  LOA_TWILIO_SINK: mark(),
  /** With the system id and the password. */
  SMPP_URL: smpp.url.optional(),
  SMPP_SOURCE: smpp.source.optional(),
  SMPP_SYSTEM_TYPE: z.string().max(12).optional(),
  SMPP_LONG: smpp.long.optional(),
  SMPP_MESSAGE_IDS: smpp.messageIds.optional(),
  /** submit_sm a second, over all senders: long messages count by their parts. */
  LOA_SMPP_PER_SECOND: twilio.perSecond.default(100),
  SMPP_URL_2: smpp.url.optional(),
  SMPP_SOURCE_2: smpp.source.optional(),
  SMPP_SYSTEM_TYPE_2: z.string().max(12).optional(),
  SMPP_LONG_2: smpp.long.optional(),
  SMPP_MESSAGE_IDS_2: smpp.messageIds.optional(),
  LOA_SMPP_PER_SECOND_2: twilio.perSecond.default(100),
  LOA_SMPP_SINK: mark(),
  /** JSON, as intake's: how templates stand at the mobile operators; a file of it by LOA_SMS_TEMPLATES_FILE. */
  LOA_SMS_TEMPLATES: smsTemplatesText.optional(),
};
type SmsAccounts = z.output<z.ZodObject<typeof smsAccounts>>;

export interface TwilioAccount {
  readonly kind: 'twilio';
  readonly accountSid: string;
  readonly authToken: Secret;
  readonly from: string | undefined;
  readonly messagingServiceSid: string | undefined;
  readonly baseUrl: string | undefined;
  readonly perSecond: number;
}

export interface SmppAccount {
  readonly kind: 'smpp';
  readonly url: Secret;
  readonly source: string;
  readonly systemType: string | undefined;
  readonly long: 'udh' | 'sar' | 'payload' | undefined;
  readonly messageIds: 'same' | 'hex-decimal' | 'decimal-hex' | undefined;
  readonly perSecond: number;
}

/** Names that the provider needs and that are not there, each with what was expected. */
export function missingOf(config: SmsAccounts, via: SmsProvider): readonly (readonly [name: string, expected: string])[] {
  const end = via.endsWith('-2') ? '_2' : '';
  const lacks = (name: keyof SmsAccounts, expected: string) => (config[name] === undefined ? [[name, expected] as const] : []);
  if (via === 'smpp' || via === 'smpp-2')
    return [
      ...lacks(`SMPP_URL${end}`, 'expected smpp://… or smpps://…, since LOA_SMS_VIA names it'),
      ...lacks(`SMPP_SOURCE${end}`, 'expected what messages are from'),
    ];
  const from: keyof SmsAccounts = `TWILIO_FROM${end}`;
  const service: keyof SmsAccounts = `TWILIO_MESSAGING_SERVICE_SID${end}`;
  return [
    ...lacks(`TWILIO_ACCOUNT_SID${end}`, 'expected AC and 32 digits'),
    ...lacks(`TWILIO_AUTH_TOKEN${end}`, 'expected the token of the account'),
    ...(config[from] === undefined && config[service] === undefined ? [[from, `${from} or ${service}`] as const] : []),
  ];
}

/** The account of a provider for which nothing is missing. Throws a RangeError where something is. */
export function accountOf(config: SmsAccounts, via: SmsProvider): TwilioAccount | SmppAccount {
  const end = via.endsWith('-2') ? '_2' : '';
  if (via === 'smpp' || via === 'smpp-2') {
    const [url, source] = [config[`SMPP_URL${end}`], config[`SMPP_SOURCE${end}`]];
    if (url === undefined || source === undefined) throw new RangeError(`${via} is not complete`);
    return {
      ...{ kind: 'smpp', url, source },
      systemType: config[`SMPP_SYSTEM_TYPE${end}`],
      long: config[`SMPP_LONG${end}`],
      messageIds: config[`SMPP_MESSAGE_IDS${end}`],
      perSecond: config[`LOA_SMPP_PER_SECOND${end}`],
    };
  }
  const [accountSid, authToken] = [config[`TWILIO_ACCOUNT_SID${end}`], config[`TWILIO_AUTH_TOKEN${end}`]];
  if (accountSid === undefined || authToken === undefined) throw new RangeError(`${via} is not complete`);
  return {
    ...{ kind: 'twilio', accountSid, authToken },
    from: config[`TWILIO_FROM${end}`],
    messagingServiceSid: config[`TWILIO_MESSAGING_SERVICE_SID${end}`],
    baseUrl: config[`TWILIO_BASE_URL${end}`],
    perSecond: config[`LOA_SMS_PER_SECOND${end}`],
  };
}
