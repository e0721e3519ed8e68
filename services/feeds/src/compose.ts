import type { Warnings } from '@loa/domain/ports';
import type { Logger } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import type { FeedsSettings } from './config.ts';
import { streamRoute } from './routes/stream.ts';
import { warningRoutes } from './routes/warnings.ts';

export interface FeedsPorts {
  readonly warnings: Warnings;
  readonly log: Logger;
}

/** Wires feeds. `addRoutes` puts its addresses on a server of `createHttp` that does not listen yet. */
export function compose(settings: FeedsSettings, { warnings, log }: FeedsPorts): { addRoutes(http: FastifyInstance): void } {
  return {
    addRoutes(http) {
      warningRoutes(http, warnings);
      streamRoute(http, { warnings, log, pollMs: settings.pollMs }, settings.heartbeatMs);
    },
  };
}
