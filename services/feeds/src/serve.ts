import { negotiate } from '@fastify/accept-negotiator';
import { type PageScripts, pagePolicy } from '@loa/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** What is answered with: a document, or a picture. The same object keeps its codings. */
export interface Served {
  readonly contentType: string;
  readonly body: string | Buffer;
}

interface Encodings {
  readonly etag: string;
  readonly plain: Buffer;
  readonly br: () => Promise<Buffer>;
  readonly gzip: () => Promise<Buffer>;
}

/** Brotli's higher qualities take seconds for a feed of megabytes. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const CODINGS = ['br', 'gzip', 'identity'] as const;

const encoded = new WeakMap<Served, Encodings>();

function encodingsOf(document: Served): Encodings {
  const known = encoded.get(document);
  if (known !== undefined) return known;
  const plain = Buffer.from(document.body);
  const once = (work: () => Promise<Buffer>) => {
    let made: Promise<Buffer> | undefined;
    return () => (made ??= work());
  };
  const made = {
    etag: createHash('sha256').update(plain).digest('base64url').slice(0, 27),
    plain,
    br: once(() => promisify(brotliCompress)(plain, BROTLI)),
    gzip: once(() => promisify(gzip)(plain)),
  };
  encoded.set(document, made);
  return made;
}

/**
 * Answers with a document: ETag from its content, 304 for who has it (RFC 9110, 13.1.2), br or gzip for who takes it, open to pages
 * of other origins. `maxAgeS`: how long a cache may hold it without asking.
 */
export async function serve(request: FastifyRequest, reply: FastifyReply, document: Served, maxAgeS: number): Promise<FastifyReply> {
  const { etag, plain, br, gzip: zipped } = encodingsOf(document);
  // A PNG is compressed already.
  const offered = document.contentType === 'image/png' ? ['identity'] : [...CODINGS];
  const coding = negotiate(request.headers['accept-encoding'] ?? 'identity', offered) ?? 'identity';
  const tag = coding === 'identity' ? `"${etag}"` : `"${etag}-${coding}"`;
  void reply.headers({
    etag: tag,
    vary: 'accept-encoding',
    'cache-control': `public, max-age=${String(maxAgeS)}`,
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'etag, link',
  });
  if (has(request.headers['if-none-match'], etag)) return reply.code(304).send();
  void reply.type(document.contentType);
  if (coding === 'identity') return reply.send(plain);
  return reply.header('content-encoding', coding).send(await (coding === 'br' ? br() : zipped()));
}

/** Any coding of the same content counts as having it: the comparison is the weak one. */
function has(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.some((one) => one === `"${etag}"` || CODINGS.some((coding) => one === `"${etag}-${coding}"`));
}

export const HTML = 'text/html; charset=utf-8';
/** Seconds that a cache may hold a page without asking. */
const PAGE_MAX_AGE_S = 10;

/** Answers with a page for people: kept as feeds are, and under the policy of pages. `style`: the page's own. */
export async function servePage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: string | Served,
  style: string,
  scripts: PageScripts = 'none',
): Promise<FastifyReply> {
  void reply.headers({
    'content-security-policy': pagePolicy(style, scripts),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
  return serve(request, reply, typeof page === 'string' ? { contentType: HTML, body: page } : page, PAGE_MAX_AGE_S);
}
