import { once as onceOf } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Accounts } from '@loa/domain/ports';
import { bearerAuth, type Caller, callerOf, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { liveLook, type LiveParts, type LiveSources } from '../live-look.ts';
import { liveTail } from '../live-tail.ts';
import type { RoutePorts } from '../route-ports.ts';

/** `once=true`: everything, and the end. */
export const liveQuery = z.strictObject({ once: z.enum(['true', 'false'], 'expected true or false').default('false') });

/** How long a client waits before it comes back, milliseconds. */
const RETRY_MS = 1_000;

/** Why whoever watched sees no more: `session-ended` is a log-out elsewhere, another password, a reset, a shift that is over, or a key revoked. */
type Ended = 'disabled' | 'rights-changed' | 'session-ended';

/**
 * GET /api/live: the whole house as server-sent events (WHATWG HTML, 9.2), each `live` with what changed: `{"at", "all", "set", "gone"}`, the
 * first with everything. One look a second serves all who watch. Whoever watches is asked again and again who they are, so that a log-in
 * that has ended sees no more; the last event is then `ended` with `{"why"}`.
 */
export function liveRoutes(http: FastifyInstance, ports: RoutePorts & LiveSources & { readonly accounts: Pick<Accounts, 'get'> }): void {
  const { findKey, settings, clock, log, accounts } = ports;
  const isLetIn = bearerAuth({ findKey });
  const tail = liveTail({
    ...{ look: liveLook(ports), everyMs: settings.liveEveryMs, now: () => clock.now() },
    onError: (err) => log.warn({ err }, 'no look at the house'),
  });

  http.get('/api/live', { preHandler: isLetIn }, async (request, reply) => {
    const { once } = parseParameters(liveQuery, request.query);
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const ending = new AbortController();
    reply.raw.once('close', () => ending.abort());
    const watched = logInEnds(request, ending.signal).then((why) => {
      if (why !== null) reply.raw.write(`event: ended\ndata: ${JSON.stringify({ why })}\n\n`);
      ending.abort();
    });
    try {
      await send(reply.raw, ending.signal, once === 'true');
      ending.abort();
      await watched;
    } catch (err) {
      request.log.warn({ err }, 'stream ended');
    } finally {
      ending.abort();
      reply.raw.end();
    }
  });

  /** Why whoever asked is let in no more, as soon as that is so; null where `signal` came before. */
  async function logInEnds(request: FastifyRequest, signal: AbortSignal): Promise<Ended | null> {
    const before = callerOf(request);
    const waited = (): Promise<boolean> => sleep(settings.liveCheckMs, true, { signal }).catch(() => false);
    while (await waited()) {
      try {
        const why = await whyNotLetIn(request, before);
        if (why !== null) return why;
      } catch (err) {
        // Nobody is sent away because the database does not answer.
        request.log.warn({ err }, 'who watches is not known');
      }
    }
    return null;
  }

  /** Null: still let in. */
  async function whyNotLetIn(request: FastifyRequest, { account: id, roles, issuer }: Caller): Promise<Ended | null> {
    try {
      await isLetIn(request);
      return null;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
    const account = id === undefined ? null : await accounts.get(id);
    if (account === null) return 'session-ended';
    if (account.disabled) return 'disabled';
    const isSame = account.issuer === issuer && account.roles.toSorted().join() === roles.toSorted().join();
    return isSame ? 'session-ended' : 'rights-changed';
  }

  async function send(response: ServerResponse, signal: AbortSignal, isOnce: boolean): Promise<void> {
    const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    let sent: LiveParts | null = null;
    const unfollow = tail.follow();
    try {
      response.write(`retry: ${String(RETRY_MS)}\n\n`);
      while (!signal.aborted) {
        const looked = await Promise.race([tail.latest(), ended]);
        if (looked === undefined) break;
        const { at, parts, next } = looked;
        const text = changes(sent, parts, at);
        sent = parts;
        // Whoever reads slowly misses looks, never changes: the next one is compared with what was sent.
        if (!response.write(text)) await onceOf(response, 'drain', { signal });
        if (isOnce) break;
        await Promise.race([next, ended]);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      unfollow();
    }
  }
}

/** One event: parts that are not as they were sent, and names of those that are gone; before anything was sent, everything. */
function changes(before: LiveParts | null, now: LiveParts, at: string): string {
  const set = [...now].filter(([name, text]) => before?.get(name) !== text).map(([name, text]) => `${JSON.stringify(name)}:${text}`);
  const gone = [...(before?.keys() ?? [])].filter((name) => !now.has(name));
  const all = String(before === null);
  return `event: live\ndata: {"at":"${at}","all":${all},"set":{${set.join(',')}},"gone":${JSON.stringify(gone)}}\n\n`;
}
