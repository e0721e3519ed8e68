import type { Feeds } from '@loa/feeds/compose';
import type { FeedAnswer } from '@loa/outlets/documents';
import { Problem } from '@loa/runtime';

/** Feeds of this process, asked by path and query as another process would ask them over HTTP. */
export function readFeed({ documents }: Pick<Feeds, 'documents'>): (path: string) => Promise<FeedAnswer> {
  return async (path) => {
    const { pathname, searchParams } = new URL(path, 'http://feeds.invalid');
    const document = await documents.of(pathname, Object.fromEntries(searchParams)).catch((error: unknown) => {
      if (error instanceof Problem && error.status < 500) return null;
      throw error;
    });
    if (document === null) return { status: 404, contentType: 'text/plain', body: new Uint8Array() };
    return { status: 200, contentType: document.contentType, body: Buffer.from(document.body, 'utf8') };
  };
}
