import { createHash } from 'node:crypto';
import { documentTypeOf, LARGEST_DOCUMENT, officialDocument } from '@loa/domain/bulletin';
import type { ApiKeys, Documents } from '@loa/domain/ports';
import { bearerAuth, callerOf, type Clock, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { issuerOf } from './who.ts';

export interface DocumentRoutes {
  readonly apiKeys: Pick<ApiKeys, 'findKey'>;
  readonly documents: Pick<Documents, 'put'>;
  readonly clock: Clock;
}

export const documentQuery = z.object({ name: officialDocument.shape.name });

/** POST /api/documents?name=…: takes the bytes of an official document as they are, and answers with what a bulletin names it by. */
export function documentRoutes(http: FastifyInstance, { apiKeys, documents, clock }: DocumentRoutes): void {
  const onRequest = bearerAuth({ findKey: (hash) => apiKeys.findKey(hash), roles: ['forecaster'] });
  // A scope of its own: whatever the type of the body, here it is bytes.
  http.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.post('/api/documents', { onRequest, bodyLimit: LARGEST_DOCUMENT }, async (request, reply) => {
      const { name } = parseParameters(documentQuery, request.query);
      const caller = callerOf(request);
      const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      const mediaType = documentTypeOf(bytes);
      if (mediaType === null)
        throw new Problem({
          status: 415,
          code: 'document-type',
          title: 'An official document is a PDF or a .docx file; this is neither',
          errors: [{ path: 'document', expected: 'a PDF or .docx file' }],
        });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const document = { name, mediaType, size: bytes.length, sha256 };
      await documents.put(issuerOf(caller), document, { bytes, by: caller.label, at: clock.now().toISOString() });
      return reply.code(201).send(document);
    });
    done();
  });
}
