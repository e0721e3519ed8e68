import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

const PERSONAL = ['email', 'phone', 'to', 'address', 'recipient', 'password', 'authorization', 'body', 'text', 'content', 'token', 'key'];

/**
 * A logger with constant message text and values as fields. Fields that could hold an address, a number, a name or a
 * secret are redacted two levels deep.
 */
export function createLogger(options: { service: string; level?: string; destination?: DestinationStream }): Logger {
  return pino(
    {
      name: options.service,
      level: options.level ?? 'info',
      base: { service: options.service },
      redact: { paths: PERSONAL.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[redacted]' },
      serializers: { err: describe },
    },
    options.destination ?? pino.destination({ dest: 2, sync: false }),
  );
}

/** Name, code and stack of an error; its message only up to the first quote or address sign, since drivers quote values there. */
function describe(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error ? String(error.code) : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 6);
  return { type: error.name, code, message: error.message.replace(/\S*@\S*|\+?\d{7,}/g, '[redacted]').slice(0, 300), frames };
}
