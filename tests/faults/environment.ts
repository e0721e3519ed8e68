import { TEST_ADDRESS_KEYS } from '@loa/testing/addresses';
import type { RealServer, SinkProcess, SmtpRule } from '@loa/testing/servers';

/**
 * `usual`: a relay so slow that it can be met in the middle of something, and accounts with a rate. `fast`: a far end that keeps nobody waiting, for sizes
 * at which the usual pace takes hours.
 */
export type Pace = 'usual' | 'fast';
/** An envelope for each person, or a hundred recipients to one. */
export type Mail = 'personal' | 'grouped';

/** Recipients of an e-mail's envelope, by the kind of mail. */
export const OF_AN_ENVELOPE: Readonly<Record<Mail, number>> = { personal: 1, grouped: 100 };
const PER_SECOND: Readonly<Record<Pace, string>> = { usual: '500', fast: '5000' };

/** How a relay that is well behaves, and which callbacks follow a message. */
export const FAR_END = {
  usual: { smtp: [{ at: 'data', answer: 'accept', delayMs: 10 }], callbacks: { statuses: ['sent', 'delivered'], delayMs: 5 } },
  fast: { smtp: [], callbacks: { statuses: ['delivered'], delayMs: 5 } },
} as const satisfies Readonly<Record<Pace, { smtp: readonly SmtpRule[]; callbacks: object }>>;

/** Of the first and the second account of SMS. */
export const ACCOUNTS = [`AC${'0'.repeat(32)}`, `AC${'1'.repeat(32)}`] as const;

interface Around {
  readonly kafka: RealServer;
  readonly redis: RealServer;
  readonly postgres: RealServer;
  readonly sink: SinkProcess;
  readonly secondSink: SinkProcess;
  readonly receiptsPort: number;
  readonly pace: Pace;
  readonly mail: Mail;
}

/** What every worker of an installation reads from its environment. */
export const environmentOf = ({ kafka, redis, postgres, sink, secondSink, receiptsPort, pace, mail }: Around): Record<string, string> => ({
  KAFKA_BROKERS: kafka.address,
  LOA_TRUSTED_ISSUERS: 'all',
  REDIS_URL: redis.address,
  DATABASE_URL: postgres.address,
  LOA_ADDRESS_KEYS: TEST_ADDRESS_KEYS,
  SMTP_URL: sink.smtpUrl,
  SMTP_URL_2: secondSink.smtpUrl,
  LOA_MAIL_FROM: 'warnings@example.com',
  ...(mail === 'grouped' && { LOA_MAIL_GROUP: String(OF_AN_ENVELOPE.grouped) }),
  LOA_SMTP_SINK: 'yes',
  LOA_SMS_VIA: 'twilio,twilio-2',
  TWILIO_ACCOUNT_SID: ACCOUNTS[0],
  TWILIO_AUTH_TOKEN: 'stub-token',
  TWILIO_FROM: 'LOA',
  TWILIO_BASE_URL: sink.twilioUrl,
  TWILIO_ACCOUNT_SID_2: ACCOUNTS[1],
  TWILIO_AUTH_TOKEN_2: 'stub-token',
  TWILIO_FROM_2: 'LOA',
  TWILIO_BASE_URL_2: secondSink.twilioUrl,
  LOA_SMS_PER_SECOND: PER_SECOND[pace],
  LOA_SMS_PER_SECOND_2: PER_SECOND[pace],
  TWILIO_CALL_FROM: '+999000000000',
  LOA_CALLS_PER_SECOND: '20',
  LOA_TWILIO_SINK: 'yes',
  LOA_PUBLIC_URL: `http://127.0.0.1:${receiptsPort}`,
  LOA_RECEIPT_SECRET: 'secret of a test',
});
