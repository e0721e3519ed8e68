import { atomFeed, type Channel, type FeedItem, geoJson, inForceDocument, jsonFeed, rssFeed } from '@loa/cap';
import type { Status } from '@loa/domain/bulletin';
import { parseParameters } from '@loa/runtime';
import { z } from 'zod';
import { filterOf, filterQuery } from '../routes/query.ts';
import { feedItems, type ItemSource, lastChange, stillShown } from './feed-items.ts';

interface Kind {
  readonly contentType: string;
  readonly render: (channel: Channel, items: readonly FeedItem[]) => string;
  readonly stillShownOnly?: boolean;
}

/** Every feed document by its name under `/feeds/`. */
export const DOCUMENTS: Readonly<Record<string, Kind>> = {
  'cap.atom': { contentType: 'application/atom+xml; charset=utf-8', render: atomFeed },
  'cap.rss': { contentType: 'application/rss+xml; charset=utf-8', render: rssFeed },
  'warnings.json': { contentType: 'application/feed+json; charset=utf-8', render: jsonFeed },
  'warnings.geojson': { contentType: 'application/geo+json; charset=utf-8', render: geoJson },
  'in-force.json': {
    contentType: 'application/json; charset=utf-8',
    render: inForceDocument,
    stillShownOnly: true,
  },
};

/** Folders of the statuses that are not for the public: each has its own addresses and numbers. */
const FOLDERS: Readonly<Record<Status, string>> = { Actual: '/feeds', Exercise: '/feeds/exercise', Test: '/feeds/test' };

const TITLES: Readonly<Record<'vi' | 'en', Readonly<Record<Status, string>>>> = {
  vi: { Actual: 'Cảnh báo thiên tai', Exercise: 'DIỄN TẬP: cảnh báo thiên tai', Test: 'THỬ NGHIỆM: cảnh báo thiên tai' },
  en: { Actual: 'Disaster warnings', Exercise: 'EXERCISE: disaster warnings', Test: 'TEST: disaster warnings' },
};

const query = filterQuery.extend({ language: z.enum(['vi', 'en'], 'expected vi or en').default('vi') });

/** Renderings kept, each for as long as its items and their states stay as they are. */
const KEPT = 200;

export interface Document {
  readonly contentType: string;
  readonly body: string;
}

/** Feed documents by path and query. */
export interface Documents {
  /** Paths without query, of every document. */
  readonly paths: readonly string[];
  /** Throws a Problem (400) naming the parameter that does not fit; null where no document stands at the path. */
  of(path: string, parameters: Readonly<Record<string, unknown>>): Promise<Document | null>;
}

export interface DocumentsOptions extends ItemSource {
  /** Address of the WebSub hub; null where there is none. */
  readonly hub: string | null;
  /** When the installation began: the date of an empty feed. */
  readonly since: string;
}

/** The documents of an installation. */
export function createDocuments(options: DocumentsOptions): Documents {
  const places = Object.entries(FOLDERS).flatMap(([status, folder]) =>
    Object.entries(DOCUMENTS).map(([name, kind]) => [`${folder}/${name}`, { status: status as Status, kind }] as const),
  );
  const byPath = new Map<string, (typeof places)[number][1]>(places);
  const kept = new Map<string, { version: string; document: Document }>();
  return {
    paths: [...byPath.keys()],
    async of(path, parameters) {
      const found = byPath.get(path);
      if (found === undefined) return null;
      const { language, ...asked } = parseParameters(query, parameters);
      const all = await feedItems(options, { status: found.status, filter: filterOf(asked) });
      const items = found.kind.stillShownOnly ? stillShown(all, options.now()) : all;
      const search = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)])).toString();
      const key = `${path}?${search}`;
      const version = items.map(({ warning, state }) => `${warning.id} ${state.kind}`).join();
      const known = kept.get(key);
      if (known?.version === version) return known.document;
      const channel: Channel = {
        title: TITLES[language][found.status],
        self: `${options.publicUrl}${path}${search === '' ? '' : `?${search}`}`,
        home: `${options.publicUrl}/`,
        hub: options.hub,
        language,
        updated: lastChange(items, options.since),
      };
      const document = { contentType: found.kind.contentType, body: found.kind.render(channel, items) };
      const oldest = kept.keys().next();
      if (kept.size >= KEPT && oldest.done !== true) kept.delete(oldest.value);
      kept.set(key, { version, document });
      return document;
    },
  };
}
