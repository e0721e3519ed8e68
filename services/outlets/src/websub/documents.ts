import { createHash } from 'node:crypto';
import { createFresh } from '../push/fresh.ts';

/** A feed as it is now. */
export interface FeedDocument {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** The feed that a topic names, as it is now; null when there is none. Rejects when it cannot be had. */
export type DocumentOf = (topicUrl: string) => Promise<FeedDocument | null>;

/** An answer of the feeds service to a GET. */
export interface FeedAnswer extends FeedDocument {
  readonly status: number;
}

const FEEDS = /\/(cap\.atom|cap\.rss|warnings\.json)$/;
const FEED_TYPES = /^application\/(atom\+xml|rss\+xml|feed\+json)\b/;

/**
 * Topics of an installation: its Atom, RSS and JSON Feed documents under `publicUrl`, with their filters. `get` asks the feeds service for a path
 * with its query; rejects when the service does not answer.
 */
export function feedDocuments(publicUrl: string, get: (path: string) => Promise<FeedAnswer>): DocumentOf {
  const { href: base, pathname: root } = new URL(publicUrl.replace(/\/?$/, '/'));
  return async (topicUrl) => {
    if (!topicUrl.startsWith(base) || !URL.canParse(topicUrl)) return null;
    const { pathname, search, hash } = new URL(topicUrl);
    const path = `/${pathname.slice(root.length)}`;
    if (hash !== '' || path.startsWith('//') || !FEEDS.test(path)) return null;
    const { status, contentType, body } = await get(path + search);
    if (status >= 500) throw new FeedUnavailable(status);
    return status === 200 && FEED_TYPES.test(contentType) ? { contentType, body } : null;
  };
}

/** The feeds service does not answer as it should; it will do later. */
class FeedUnavailable extends Error {
  override readonly name = 'FeedUnavailable';
  readonly code = 'unavailable';
  constructor(status: number) {
    super(`the feeds service answered ${status}`);
  }
}

const TIMEOUT_MS = 10_000;

/** A feeds service that is another process. */
export function feedsOverHttp(feedsUrl: string): (path: string) => Promise<FeedAnswer> {
  return async (path) => {
    const answer = await fetch(feedsUrl.replace(/\/$/, '') + path, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const contentType = answer.headers.get('content-type') ?? '';
    return { status: answer.status, contentType, body: new Uint8Array(await answer.arrayBuffer()) };
  };
}

/** For how long one reading of a version serves those who are sent it, milliseconds. */
const FRESH_MS = 200;

/**
 * A topic's document for many subscribers at once. One that is asked for with a version was read after that version was noted, so
 * it is never older.
 */
export function sharedDocuments(
  documentOf: DocumentOf,
  monotonic: () => number,
): (topicUrl: string, version: number) => Promise<FeedDocument | null> {
  const fresh = createFresh<FeedDocument>(FRESH_MS, monotonic);
  return (topicUrl, version) => fresh.get(`${version} ${topicUrl}`, () => documentOf(topicUrl));
}

/** What a document shows, as one word to compare. */
export const shownBy = ({ body }: FeedDocument): string => createHash('sha256').update(body).digest('hex');
