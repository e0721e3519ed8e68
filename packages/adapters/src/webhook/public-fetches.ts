import type { Fetched, Fetches } from '@loa/domain/ports';
import { type Dispatcher, request } from 'undici';
import { checkUrl } from './check-url.ts';
import { failureOf } from './failure-of.ts';
import { publicAgent } from './public-agent.ts';
import type { PublicCallbacksOptions } from './public-callbacks.ts';
import { nameServers } from './resolve-public.ts';

/** A body that nobody wants is read so far, so that the connection can be used again; a longer one ends it. */
const THROWN_AWAY_BYTES = 64 * 1024;

/**
 * GETs over HTTP/1.1; see {@link Fetches}. Plain http is taken: whoever configures a source knows its address, and many services
 * that warn have no other.
 */
export function publicFetches({ allowPrivate = false, resolve = nameServers() }: PublicCallbacksOptions = {}): Fetches {
  const dispatcher = publicAgent({ resolve, allowPrivate });
  return {
    async get(url, { headers, maxBytes, timeoutMs, signal }): Promise<Fetched> {
      const late = AbortSignal.timeout(timeoutMs);
      const ending = AbortSignal.any([late, signal]);
      try {
        const to = checkUrl(url, { allowHttp: true });
        const asked = { ...headers, 'accept-encoding': 'identity' };
        const answer = await request(to, { dispatcher, method: 'GET', headers: asked, signal: ending });
        const encoding = textOf(answer.headers['content-encoding']) ?? 'identity';
        if (encoding !== 'identity') {
          await answer.body.dump({ limit: THROWN_AWAY_BYTES, signal: ending }).catch(() => undefined);
          return { kind: 'failed', reason: 'content-encoding' };
        }
        return {
          kind: 'answered',
          status: answer.statusCode,
          validators: { etag: textOf(answer.headers.etag), lastModified: textOf(answer.headers['last-modified']) },
          retryAfterS: secondsOf(textOf(answer.headers['retry-after'])),
          ...(await bounded(answer.body, maxBytes)),
        };
      } catch (error) {
        return { kind: 'failed', reason: late.aborted ? 'timeout' : failureOf(error, ending).reason };
      }
    },
    close: () => dispatcher.destroy(),
  };
}

/** Of a body at most `maxBytes`. Rejects when it breaks off: half of an alert is none. */
async function bounded(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<{ body: Uint8Array; isWhole: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) break;
  }
  return { body: Buffer.concat(chunks).subarray(0, maxBytes), isWhole: bytes <= maxBytes };
}

const textOf = (header: string | string[] | undefined): string | null => (typeof header === 'string' ? header : null);

/** Retry-After as seconds, also where it is a date (RFC 9110, 10.2.3). */
function secondsOf(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.round((at - Date.now()) / 1_000));
}
