import { randomBytes } from 'node:crypto';
import { publicFetches } from '@loa/adapters/webhook';
import type { CapSource } from '@loa/domain/source';
import {
  checkTransport,
  composePolling,
  type IntakeAnswer,
  type IntakeAsk,
  type Polling,
  type PollPorts,
  pollSettings,
  submitWith,
} from '@loa/outlets/polling';
import { type Caller, hashOfKey } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';

export interface PollingHere extends Polling {
  /** Knows the keys of this process's own poller; any other is asked for where keys are kept. */
  readonly findKey: PollPorts['findKey'];
}

const KEY_BYTES = 32;

/**
 * The poller of this process, which asks the intake of this process on the way of every other caller, with a key per source that nobody
 * else ever holds. Throws ConfigError.
 */
export function pollingHere(
  {
    sources,
    allowPrivate,
    idleMs,
  }: { readonly sources: readonly CapSource[]; readonly allowPrivate: boolean; readonly idleMs?: number | undefined },
  ports: Omit<PollPorts, 'fetches' | 'submit'>,
): PollingHere {
  checkTransport(sources, { allowPrivate });
  const keys = new Map(sources.map(({ id }) => [id, randomBytes(KEY_BYTES).toString('base64url')]));
  const callers = new Map<string, Caller>(
    sources.map(({ id, issuer }) => [hashOfKey(keys.get(id) ?? ''), { roles: ['forecaster'], issuer, label: `source ${id}` }]),
  );
  let server: FastifyInstance | null = null;
  const post = async ({ headers, document }: IntakeAsk): Promise<IntakeAnswer> => {
    if (server === null) throw new Error('asked before there are routes');
    const answer = await server.inject({ method: 'POST', url: '/api/bulletins', headers, payload: Buffer.from(document) });
    return { status: answer.statusCode, retryAfterS: Number(answer.headers['retry-after'] ?? 0), body: answer.body };
  };
  const polling = composePolling(pollSettings.parse({ sources, idleMs }), {
    ...ports,
    fetches: publicFetches({ allowPrivate }),
    submit: submitWith(keys, post),
  });
  return {
    addRoutes(http) {
      server = http;
      polling.addRoutes(http);
    },
    start: () => polling.start(),
    findKey: async (hash) => callers.get(hash) ?? ports.findKey(hash),
  };
}
