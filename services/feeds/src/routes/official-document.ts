import type { Documents, Warnings } from '@loa/domain/ports';
import { Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { shownWarning } from './shown-warning.ts';

/** GET /warnings/:id/document: the issuer's official document, the bytes as they were given; to be saved, never shown as a page of ours. */
export function officialDocumentRoute(
  http: FastifyInstance,
  { warnings, documents }: { readonly warnings: Pick<Warnings, 'get'>; readonly documents: Pick<Documents, 'bytes'> },
): void {
  http.get('/warnings/:id/document', async (request, reply) => {
    const { document, issuer } = (await shownWarning(warnings, request.params)).warning;
    const bytes = document === undefined ? null : await documents.bytes(issuer, document.sha256);
    if (document === undefined || bytes === null)
      throw new Problem({ status: 404, code: 'document-unknown', title: 'This warning has no official document' });
    return reply
      .headers({
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(document.name).replaceAll("'", '%27')}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'public, max-age=10',
        etag: `"${document.sha256}"`,
      })
      .type(document.mediaType)
      .send(Buffer.from(bytes));
  });
}
