import { atomFeed, type Channel, type FeedItem, geoJson, inForceDocument, jsonFeed, rssFeed } from '@loa/cap';
import type { Status } from '@loa/domain/bulletin';
import type { FeedFilter } from '@loa/domain/warning';
import { parseParameters } from '@loa/runtime';
import { z } from 'zod';
import { filterOf, filterQuery } from '../routes/query.ts';
import { feedItems, type ItemSource, lastChange, stillShown } from './feed-items.ts';
import type { Snapshot, Standing } from './standing.ts';

interface Kind {
  readonly contentType: string;
  readonly render: (channel: Channel, items: readonly FeedItem[]) => string;
  readonly stillShownOnly?: boolean;
  /** A topic of the hub. */
  readonly pushed?: boolean;
}

/** Every feed document by its name under `/feeds/`. */
export const DOCUMENTS: Readonly<Record<string, Kind>> = {
  'cap.atom': { contentType: 'application/atom+xml; charset=utf-8', render: atomFeed, pushed: true },
  'cap.rss': { contentType: 'application/rss+xml; charset=utf-8', render: rssFeed, pushed: true },
  'warnings.json': { contentType: 'application/feed+json; charset=utf-8', render: jsonFeed, pushed: true },
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
  /** Value of the header Link by which hub and topic are discovered (WebSub, 4); null where the hub does not push it. */
  readonly link: string | null;
}

/** Feed documents by path and query. */
export interface Documents {
  /** Paths without query, of every document. */
  readonly paths: readonly string[];
  /** Throws a Problem (400) naming the parameter that does not fit; null where no document stands at the path. */
  of(path: string, parameters: Readonly<Record<string, unknown>>): Promise<Document | null>;
}

export interface DocumentsOptions extends ItemSource {
  readonly standing: Standing;
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
  const kept = new Map<string, { readonly snapshot: Snapshot; readonly made: Promise<Made> }>();
  return {
    paths: [...byPath.keys()],
    async of(path, parameters) {
      const found = byPath.get(path);
      if (found === undefined) return null;
      const { language, ...asked } = parseParameters(query, parameters);
      const search = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)])).toString();
      const key = `${path}${search === '' ? '' : `?${search}`}`;
      const snapshot = await options.standing(found.status);
      const known = kept.get(key);
      if (known?.snapshot === snapshot) return (await known.made).document;
      const made = make(options, { ...found, key, language, filter: filterOf(asked), snapshot }, known?.made);
      made.catch(() => kept.delete(key));
      const oldest = kept.keys().next();
      if (kept.size >= KEPT && oldest.done !== true) kept.delete(oldest.value);
      kept.set(key, { snapshot, made });
      return (await made).document;
    },
  };
}

interface Made {
  /** Of which items in which states. */
  readonly version: string;
  readonly document: Document;
}

interface Wanted {
  readonly status: Status;
  readonly kind: Kind;
  /** Path and query. */
  readonly key: string;
  readonly language: 'vi' | 'en';
  readonly filter: FeedFilter;
  readonly snapshot: Snapshot;
}

/** The document of a snapshot; the one made before where it says the same, so that its encodings are kept too. */
async function make(options: DocumentsOptions, wanted: Wanted, before: Promise<Made> | undefined): Promise<Made> {
  const { status, kind, key, language, filter, snapshot } = wanted;
  const all = await feedItems(options, snapshot, filter);
  const items = kind.stillShownOnly ? stillShown(all, snapshot.at) : all;
  const version = items
    .map(({ warning, state, differences }) => `${warning.id} ${state.kind} ${differences.map((one) => one.warningId).join('+')}`)
    .join();
  const known = await before?.catch(() => undefined);
  if (known?.version === version) return known;
  const channel: Channel = {
    title: TITLES[language][status],
    self: `${options.publicUrl}${key}`,
    home: `${options.publicUrl}/`,
    hub: options.hub,
    language,
    updated: lastChange(items, options.since),
  };
  const { self, hub } = channel;
  const link = kind.pushed === true && hub !== null ? `<${hub}>; rel="hub", <${self}>; rel="self"` : null;
  return { version, document: { contentType: kind.contentType, body: kind.render(channel, items), link } };
}
