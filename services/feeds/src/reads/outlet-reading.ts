import { type Status, status } from '@loa/domain/bulletin';
import type { OutletReads, Rate, RateLimiter, Warnings } from '@loa/domain/ports';
import { bearerOf, type Clock, hashOfKey, limit, type Logger, Problem } from '@loa/runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { wholeNumber } from '../routes/query.ts';
import { createReadNotes } from './read-notes.ts';

/** A token is looked up again after so long, milliseconds: one that was replaced is heard no longer than this, and opens nothing here. */
const KNOWN_MS = 10_000;
const MOST_KNOWN = 10_000;

/** The outlet behind a request. */
export interface Reader {
  note(status: Status, number: number): void;
}

export interface OutletReading {
  /** Puts the hooks onto a scope whose routes are the reads of the sequence. */
  watch(scope: FastifyInstance): void;
  /** The outlet whose token a request on that scope carries; null of anybody else. */
  readerOf(request: FastifyRequest): Reader | null;
}

export interface OutletReadingOptions {
  readonly reads: OutletReads;
  readonly warnings: Pick<Warnings, 'head'>;
  readonly rateLimiter: RateLimiter;
  readonly rate: Rate;
  readonly noteEveryMs: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Reads that carry an outlet's token (RFC 6750) prove its path: 200 and 304 count, with the number that the reader says it has. The
 * reads are open to everybody, so a token that is not known reads as nobody, and no fault of the noting ends a read; but a token
 * reads no faster than its rate (429, RFC 6585, 4).
 */
export function createOutletReading({ reads, warnings, rateLimiter, rate, noteEveryMs, clock, log }: OutletReadingOptions): OutletReading {
  const note = createReadNotes({
    write: (id, of, number) => reads.noteRead(id, of, number, clock.now().toISOString()),
    everyMs: noteEveryMs,
    onError: (err) => log.warn({ err }, 'a read of an outlet could not be noted'),
  });
  const known = new Map<string, { readonly at: number; readonly id: Promise<number | null> }>();
  const outletOf = (hash: string): Promise<number | null> => {
    const at = performance.now();
    const before = known.get(hash);
    if (before !== undefined && at - before.at <= KNOWN_MS) return before.id;
    if (known.size >= MOST_KNOWN) known.clear();
    const id = reads.outletOf(hash);
    known.set(hash, { at, id });
    id.catch(() => known.delete(hash));
    return id;
  };
  const identify = async (request: FastifyRequest): Promise<number | null> => {
    const token = bearerOf(request);
    if (token === null) return null;
    try {
      const id = await outletOf(hashOfKey(token));
      if (id !== null) await limit(rateLimiter, `outlet-read:${id}`, rate);
      return id;
    } catch (err) {
      if (err instanceof Problem) throw err;
      log.warn({ err }, 'a reader could not be told from others');
      return null;
    }
  };
  const headOf = (of: Status): Promise<number> =>
    warnings.head(of).catch((err: unknown) => {
      log.warn({ err }, 'how far a reader has come could not be read');
      return 0;
    });

  const readers = new WeakMap<FastifyRequest, { readonly id: number; readonly document: { of: Status; head: number } | null }>();
  return {
    watch(scope) {
      scope.addHook('onRequest', async (request) => {
        const id = await identify(request);
        if (id === null) return;
        const of = documentStatus(request);
        // Before the document is made: it then holds this number, or a later one.
        readers.set(request, { id, document: of === null ? null : { of, head: await headOf(of) } });
      });
      scope.addHook('onResponse', async (request, reply) => {
        const reader = readers.get(request);
        if (reader === undefined || request.method !== 'GET' || (reply.statusCode !== 200 && reply.statusCode !== 304)) return;
        const { id, document } = reader;
        if (document !== null) note(id, document.of, document.head);
        else if (request.routeOptions.url?.startsWith('/api/warnings')) note(id, ...askedAfter(request.query));
      });
    },
    readerOf(request) {
      const id = readers.get(request)?.id;
      return id === undefined ? null : { note: (of, number) => note(id, of, number) };
    },
  };
}

/** The sequence of a feed document; null of any other read. */
function documentStatus({ routeOptions: { url = '' } }: FastifyRequest): Status | null {
  if (!url.startsWith('/feeds/')) return null;
  if (url.startsWith('/feeds/exercise/')) return 'Exercise';
  return url.startsWith('/feeds/test/') ? 'Test' : 'Actual';
}

/** Who asks for what comes after a number has everything up to it. */
function askedAfter(query: unknown): [Status, number] {
  const asked: { after?: unknown; status?: unknown } = typeof query === 'object' && query !== null ? query : {};
  return [status.safeParse(asked.status).data ?? 'Actual', wholeNumber.safeParse(asked.after).data ?? 0];
}
