import { FEED_LIMITS, MESSAGE_LIMITS, type ReadFeed, readFeed } from '@loa/cap';
import type { Fetches, HeldSource, Validators } from '@loa/domain/ports';
import type { PolledSource } from './config.ts';

/** The document of a source, as it is now. */
export type FetchedDocument =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'read'; readonly feed: ReadFeed; readonly validators: Validators }
  | { readonly kind: 'failed'; readonly reason: string; readonly askedS: number };

/** What stands behind a link. */
export type FetchedMessage =
  { readonly kind: 'whole'; readonly document: Uint8Array } | { readonly kind: 'failed'; readonly reason: string };

export interface FetchOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const CAP = 'application/cap+xml';
const ACCEPT: Readonly<Record<PolledSource['poll']['kind'], string>> = {
  cap: `${CAP}, application/xml;q=0.9, text/xml;q=0.9`,
  atom: 'application/atom+xml, application/xml;q=0.9, text/xml;q=0.9',
  rss: 'application/rss+xml, application/xml;q=0.9, text/xml;q=0.9',
};
const AGENT = { 'user-agent': 'Loa' };

/** Asks for a source's document, and reads it where it has changed (RFC 9110, 13.1). */
export async function fetchDocument(
  fetches: Pick<Fetches, 'get'>,
  { poll }: PolledSource,
  { etag, lastModified }: HeldSource,
  options: FetchOptions,
): Promise<FetchedDocument> {
  const headers = {
    ...AGENT,
    accept: ACCEPT[poll.kind],
    ...(etag !== null && { 'if-none-match': etag }),
    ...(lastModified !== null && { 'if-modified-since': lastModified }),
  };
  const got = await fetches.get(poll.url, { headers, maxBytes: FEED_LIMITS.maxBytes, ...options });
  const failed = (reason: string, askedS = 0): FetchedDocument => ({ kind: 'failed', reason, askedS });
  if (got.kind === 'failed') return failed(got.reason);
  if (got.status === 304 && (etag ?? lastModified) !== null) return { kind: 'unchanged' };
  if (got.status !== 200) return failed(`http-${got.status}`, got.retryAfterS ?? 0);
  if (!got.isWhole) return failed('too-large');
  const feed = readFeed(got.body);
  return feed.kind === 'refused' ? failed(feed.reason) : { kind: 'read', feed, validators: got.validators };
}

/** Asks for the message behind a link. */
export async function fetchMessage(fetches: Pick<Fetches, 'get'>, url: string, options: FetchOptions): Promise<FetchedMessage> {
  const got = await fetches.get(url, { headers: { ...AGENT, accept: ACCEPT.cap }, maxBytes: MESSAGE_LIMITS.maxBytes, ...options });
  if (got.kind === 'failed') return got;
  if (got.status !== 200) return { kind: 'failed', reason: `http-${got.status}` };
  return got.isWhole ? { kind: 'whole', document: got.body } : { kind: 'failed', reason: 'too-large' };
}
