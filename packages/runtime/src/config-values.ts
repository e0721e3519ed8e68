import { z } from 'zod';
import { Secret } from './secret.ts';

/** Schemas made by {@link address} and {@link addressList}: when absent they are reported as missing addresses. */
export const addresses = z.registry<{ readonly protocols: string }>();

/** A value that prints as `[redacted]`. */
export const secret = () =>
  z
    .string()
    .min(1, 'expected a value that is not empty')
    .transform((text) => new Secret(text));

/**
 * The address of an engine: a URL with one of `protocols` (`postgres`, without the colon). It may hold a password and
 * therefore is a {@link Secret}. Absent and not optional: named in `missing addresses: …`.
 */
export function address(...protocols: [string, ...string[]]) {
  const form = protocols.map((protocol) => `${protocol}://…`).join(' or ');
  const schema = z
    .string(`expected ${form}`)
    .refine((text) => protocols.includes(protocolOf(text)), `expected ${form}`)
    .transform((text) => new Secret(text));
  return schema.register(addresses, { protocols: form });
}

/** `host:port` addresses with commas between them, such as `KAFKA_BROKERS`. Absent and not optional: a missing address. */
export function addressList() {
  const form = 'host:port[,host:port…]';
  const schema = z
    .string(`expected ${form}`)
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine((parts) => parts.every((part) => /^[^\s:/@]+:\d{1,5}$/.test(part)), `expected ${form}`);
  return schema.register(addresses, { protocols: form });
}

/** A TCP port; 0 lets the system choose. */
export const port = () =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'expected a port, 0 to 65535')
    .transform(Number)
    .refine((number) => number <= 65_535, 'expected a port, 0 to 65535');

/** A mark that is either absent or `yes`. */
export const mark = () =>
  z
    .literal('yes', 'expected yes, or nothing at all')
    .optional()
    .transform((text) => text === 'yes');

/** Who stands before the process and says in X-Forwarded-For whom a request is from; limits go by that. Comma-separated. */
export const trustedProxies = () =>
  z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(
      z.array(
        z.union(
          [z.enum(['loopback', 'linklocal', 'uniquelocal']), z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
          'expected addresses, ranges such as 10.0.0.0/8, loopback or uniquelocal',
        ),
      ),
    )
    .optional();

export const logLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']);
export type LogLevel = z.output<typeof logLevel>;

/** What every process reads: spread it into the service's zod object. */
export const processConfig = {
  LOA_HOST: z.string().default('127.0.0.1'),
  /** Port of the process's own HTTP server: its API and its probes. */
  LOA_PORT: port().default(0),
  LOA_LOG_LEVEL: logLevel.default('info'),
};

function protocolOf(text: string): string {
  return URL.canParse(text) ? new URL(text).protocol.slice(0, -1) : '';
}

/**
 * Names that some process of Loa knows: processes share env files, so each allows the others' names and refuses only slips
 * of the pen. A service's own schema may hold further ones.
 */
export const LOA_NAMES: readonly string[] = [
  'LOA_ADDRESS_KEYS',
  'LOA_DATA_DIR',
  'LOA_RETENTION_DAYS',
  'LOA_RULEBOOK_PROVISIONAL',
  'LOA_SUPPLY_CONFIRM_MINUTES',
  'LOA_CALLS_PER_SECOND',
  'LOA_CALL_RECORDING',
  'LOA_HOST',
  'LOA_PORT',
  'LOA_PUBLIC_URL',
  'LOA_CAP_ARC',
  'LOA_CAP_SOURCES',
  'LOA_CAP_SENDER',
  'LOA_CAP_SENDER_NAME',
  'LOA_CAP_SENDER_NAME_EN',
  'LOA_CAP_CONTACT',
  'LOA_CAP_SIGNING_KEY',
  'LOA_CAP_SIGNING_CERTIFICATE',
  'LOA_OUTLETS_ALLOW_PRIVATE',
  'LOA_TRUSTED_PROXIES',
  'LOA_FEEDS_URL',
  'LOA_INTAKE_KEYS',
  'LOA_INTAKE_URL',
  'LOA_RECEIPT_SECRET',
  'LOA_UNSUBSCRIBE_SECRET',
  'LOA_BOUNCE_ADDRESS',
  'LOA_BOUNCE_PORT',
  'LOA_DKIM_DOMAIN',
  'LOA_DKIM_SELECTOR',
  'LOA_DKIM_KEY',
  'LOA_MAIL_FROM',
  'LOA_MAIL_GROUP',
  'LOA_SMTP_SINK',
  'LOA_TWILIO_SINK',
  'LOA_LOG_LEVEL',
  'LOA_CHANNEL',
  'LOA_SMS_PER_SECOND',
  'LOA_SMS_PER_SECOND_2',
  'LOA_SMS_TEMPLATES',
  'LOA_SMS_VIA',
  'LOA_SMPP_PER_SECOND',
  'LOA_SMPP_PER_SECOND_2',
  'LOA_SMPP_SINK',
  'LOA_MAIL_PER_SECOND',
  'LOA_MAIL_PER_SECOND_2',
  'LOA_SLOTS',
  'LOA_WATCHDOG_MINUTES',
  'LOA_ALARM_WEBHOOK',
  'LOA_ALARM_SMTP_URL',
  'LOA_ALARM_TO',
  'LOA_ALARM_CALL',
  'LOA_LOG_KEYS',
  'LOA_OIDC_ISSUER',
  'LOA_OIDC_CLIENT_ID',
  'LOA_OIDC_CLIENT_SECRET',
  'LOA_OIDC_HERE',
  'LOA_OIDC_GROUPS',
  'LOA_OIDC_GROUPS_CLAIM',
  'LOA_OIDC_NAME_CLAIM',
  'LOA_OIDC_SCOPE',
  'LOA_OIDC_SECOND_FACTOR',
  'LOA_TRUSTED_ISSUERS',
  'LOA_APPROVAL_CITIZENS',
  'LOA_EXERCISES_TO',
  'LOA_TEST_ENGINES',
  'LOA_CACHE_DIR',
];
