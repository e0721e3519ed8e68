import type { Warnings } from '@loa/domain/ports';
import type { FastifyInstance } from 'fastify';
import { warningRoutes } from './routes/warnings.ts';

export interface FeedsPorts {
  readonly warnings: Warnings;
}

/** Wires feeds. `addRoutes` puts its addresses on a server of `createHttp` that does not listen yet. */
export function compose({ warnings }: FeedsPorts): { addRoutes(http: FastifyInstance): void } {
  return { addRoutes: (http) => warningRoutes(http, warnings) };
}
