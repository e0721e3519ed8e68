import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Documents } from '../documents/documents.ts';
import { serve } from '../serve.ts';

/** Seconds that a cache may hold a feed without asking. */
const MAX_AGE_S = 10;
const parameters = z.record(z.string(), z.unknown());

/** GET and HEAD of every feed document; see `docs/feeds.md`. */
export function documentRoutes(http: FastifyInstance, documents: Documents): void {
  for (const path of documents.paths)
    http.get(path, async (request: FastifyRequest, reply) => {
      const document = await documents.of(path, parameters.parse(request.query));
      if (document === null) throw new Error(`no document at ${path}`);
      if (document.link !== null) void reply.header('link', document.link);
      return serve(request, reply, document, MAX_AGE_S);
    });
}
