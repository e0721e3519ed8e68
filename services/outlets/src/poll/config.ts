import { type CapSource, capSource, capSourcesText } from '@loa/domain/source';
import { ConfigError, secret } from '@loa/runtime';
import { z } from 'zod';

const httpUrl = () => z.url({ protocol: /^https?$/, error: 'expected an http address' });

/** What polling reads from the environment of its process. */
export const pollConfig = {
  /** JSON: the sources, as intake has them; a file of it by LOA_CAP_SOURCES_FILE. */
  LOA_CAP_SOURCES: capSourcesText.optional(),
  /** Where intake answers, as seen from here. */
  LOA_INTAKE_URL: httpUrl().optional(),
  /** With whose keys messages are submitted: one forecaster's key, or a JSON object with a key by source id. */
  LOA_INTAKE_KEYS: secret().optional(),
};

/** A source with an address that is asked. */
export type PolledSource = CapSource & { readonly poll: NonNullable<CapSource['poll']> };
export const polledAmong = (sources: readonly CapSource[]): PolledSource[] =>
  sources.flatMap((one) => (one.poll === undefined ? [] : [{ ...one, poll: one.poll }]));

const milliseconds = () => z.int().min(1);

/** How sources are polled; defaults suit every installation. */
export const pollSettings = z.object({
  sources: z.array(capSource).default([]),
  /** How often is looked for what is due. */
  idleMs: milliseconds().default(1_000),
  /** Longer than one fetch or submission takes: prolonged before each, so a lease that runs out means that its holder is gone. */
  leaseMs: milliseconds().default(30_000),
  /** For one fetch, and for one submission. */
  timeoutMs: milliseconds().default(10_000),
  /** Sources in hand at once, and as many again whose last round failed. */
  slots: z.int().min(1).default(16),
  /** Entries and messages of one document that are looked at, from its top. */
  mostShown: z.int().min(1).default(2_000),
  /** Links that one round follows. */
  linksAtOnce: z.int().min(1).default(20),
  /** Messages that one round deals with. */
  messagesAtOnce: z.int().min(1).default(100),
});
export type PollSettings = z.output<typeof pollSettings>;

/** How messages are submitted; null where no source is polled that is trusted. */
export interface IntakeAccess {
  readonly url: string;
  /** By source id. */
  readonly keys: ReadonlyMap<string, string>;
}

const keysBySource = z.record(z.string(), z.string().min(1));

/**
 * Throws {@link ConfigError} where a source could not work as it is configured. `allowPrivate`: see LOA_OUTLETS_ALLOW_PRIVATE. Plain http
 * is believed only with signatures: whoever stands in between could write alerts of their own.
 */
export function checkTransport(sources: readonly CapSource[], { allowPrivate }: { readonly allowPrivate: boolean }): void {
  const open = polledAmong(sources).find(
    ({ poll, signature }) => poll.trusted && signature !== 'required' && [poll.url, ...poll.origins].some((url) => url.startsWith('http:')),
  );
  if (open !== undefined && !allowPrivate) {
    const expected = `https for ${open.id}, which is trusted, or a signature that is required of it`;
    throw new ConfigError([{ name: 'LOA_CAP_SOURCES', expected }], []);
  }
}

/** Throws {@link ConfigError} where a trusted source has no address or key to submit with. */
export function intakeAccess(config: z.output<z.ZodObject<typeof pollConfig>>): IntakeAccess | null {
  const trusted = polledAmong(config.LOA_CAP_SOURCES ?? []).filter(({ poll }) => poll.trusted);
  if (trusted.length === 0) return null;
  const keys = keysOf(config.LOA_INTAKE_KEYS?.reveal() ?? '', trusted);
  const without = trusted.filter(({ id }) => !keys.has(id)).map(({ id }) => id);
  const problems = [
    ...(config.LOA_INTAKE_URL === undefined
      ? [{ name: 'LOA_INTAKE_URL', expected: 'an http address: a source that is polled is trusted' }]
      : []),
    ...(without.length > 0 ? [{ name: 'LOA_INTAKE_KEYS', expected: `a key for each trusted source; none for ${without.join(', ')}` }] : []),
  ];
  if (problems.length > 0 || config.LOA_INTAKE_URL === undefined) throw new ConfigError(problems, []);
  return { url: config.LOA_INTAKE_URL, keys };
}

function keysOf(text: string, sources: readonly CapSource[]): Map<string, string> {
  if (text === '') return new Map();
  if (!text.startsWith('{')) return new Map(sources.map(({ id }) => [id, text]));
  return new Map(Object.entries(keysBySource.safeParse(parsed(text)).data ?? {}));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
