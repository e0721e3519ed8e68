import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config-values.ts';

export type { Logger };

/** Fields that hold an address, a phone number, a name, a message's words or a secret, redacted down to the third level. */
const FIELDS = [
  ...['email', 'phone', 'to', 'from', 'cc', 'bcc', 'address', 'addresses', 'recipient', 'recipients', 'envelope'],
  ...['name', 'fullName', 'displayName', 'contact'],
  ...['text', 'html', 'body', 'content', 'subject', 'headline', 'description', 'instruction'],
  ...['authorization', 'password', 'secret', 'token', 'apiKey'],
];
const REDACTED = '[redacted]';

/** E-mail addresses, and phone numbers in the international or the Vietnamese form: what a remote side may put into an error's text. */
const IN_TEXT = /[\w.%+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.+-])\+\d{8,15}(?!\w)|(?<![\w.+-])0[235789]\d{8,9}(?![\w.])/g;

export interface LogOptions {
  readonly service: string;
  readonly level: LogLevel;
  /** Where lines go; default standard error, so that standard output stays the program's own. */
  readonly destination?: DestinationStream;
}

/**
 * The process's logger: JSON lines with constant `msg`, values as fields, `service` on each. Named fields are redacted;
 * each finished line is searched for addresses and phone numbers as well, because a remote side's error may quote them.
 */
export function createLogger({ service, level, destination }: LogOptions): Logger {
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: REDACTED },
      hooks: { streamWrite: withoutAddresses },
    },
    destination ?? pino.destination(2),
  );
}

/** The text with everything that looks like an e-mail address or a phone number cut out. */
function withoutAddresses(text: string): string {
  return text.replace(IN_TEXT, REDACTED);
}
