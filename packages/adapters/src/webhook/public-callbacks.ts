import type { Call, CallAnswer, Callbacks } from '@loa/domain/ports';
import { type Dispatcher, request } from 'undici';
import { CallbackRefused } from './callback-refused.ts';
import { checkUrl, hostOf } from './check-url.ts';
import { failureOf } from './failure-of.ts';
import { publicAgent } from './public-agent.ts';
import { nameServers, type Resolve, resolvePublic } from './resolve-public.ts';

export interface PublicCallbacksOptions {
  /** For tests and closed networks alone: http is taken as well, and addresses that are not public. */
  readonly allowPrivate?: boolean;
  /** Default: the system's name servers. */
  readonly resolve?: Resolve;
}

/** A body that nobody wants is read so far, so that the connection can be used again; a longer one ends it. */
const THROWN_AWAY_BYTES = 64 * 1024;

/** Calls over HTTP/1.1; see {@link Callbacks}. */
export function publicCallbacks({ allowPrivate = false, resolve = nameServers() }: PublicCallbacksOptions = {}): Callbacks {
  const dispatcher = publicAgent({ resolve, allowPrivate });
  return {
    async check(text) {
      try {
        await resolvePublic(hostOf(checkUrl(text, { allowHttp: allowPrivate })), { resolve, allowPrivate });
        return null;
      } catch (error) {
        if (error instanceof CallbackRefused) return { reason: error.reason, expected: error.expected };
        throw error;
      }
    },
    async call({ method, url, headers, body, keepBytes = 0 }: Call, signal): Promise<CallAnswer> {
      try {
        const to = checkUrl(url, { allowHttp: allowPrivate });
        const answer = await request(to, { dispatcher, method, headers, body: body ?? null, signal });
        const kept = await beginning(answer.body, keepBytes, signal);
        return { kind: 'answered', status: answer.statusCode, retryAfterS: secondsOf(answer.headers['retry-after']), body: kept };
      } catch (error) {
        return failureOf(error, signal);
      }
    },
    close: () => dispatcher.destroy(),
  };
}

/** The first bytes of a body; the rest is thrown away. Whatever becomes of the body, the status has been said. */
async function beginning(body: Dispatcher.ResponseData['body'], keepBytes: number, signal: AbortSignal): Promise<string> {
  if (keepBytes === 0) {
    await body.dump({ limit: THROWN_AWAY_BYTES, signal }).catch(() => undefined);
    return '';
  }
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      if (chunks.reduce((sum, one) => sum + one.length, 0) >= keepBytes) break;
    }
  } catch {
    // What came is what there is.
  }
  return Buffer.concat(chunks).subarray(0, keepBytes).toString('utf8');
}

function secondsOf(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : null;
}
