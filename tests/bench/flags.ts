import { parseArgs } from 'node:util';
import { z } from 'zod';

export const BENCHES = [
  'latency',
  'fanout',
  'email',
  'sms',
  'sms-http',
  'sms-smpp',
  'feeds',
  'sse',
  'webhooks',
  'classify',
  'flash',
  'need-order',
  'email-grouped',
  'email-personal',
  'peers',
  'import',
] as const;
export type BenchName = (typeof BENCHES)[number];

const flags = z.object({
  only: z.array(z.enum(BENCHES, `expected one of ${BENCHES.join(', ')}`)),
  engines: z.array(z.enum(['embedded', 'real'], 'expected embedded or real')),
  /** Where the figures are written as JSON; null for nowhere. */
  json: z.string().nullable(),
  /** Multiplies every size. */
  scale: z.coerce.number('expected a number').positive('expected a number above 0').max(1, 'expected at most 1'),
  /** A folder for processor profiles; null for none. */
  profile: z.string().nullable(),
});
export type Flags = z.output<typeof flags>;

/** Reads the command line. Throws a ZodError or a TypeError of node:util naming what does not fit. */
export function readFlags(argv: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string', multiple: true },
      engines: { type: 'string', multiple: true },
      json: { type: 'string' },
      scale: { type: 'string', default: '1' },
      profile: { type: 'string' },
    },
  });
  return flags.parse({
    only: values.only ?? BENCHES,
    engines: values.engines ?? ['embedded', 'real'],
    json: values.json ?? null,
    scale: values.scale,
    profile: values.profile ?? null,
  });
}
