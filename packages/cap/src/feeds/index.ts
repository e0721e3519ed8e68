export { atomFeed } from './atom-feed.ts';
export { geoJson } from './geo-json.ts';
export { inForceDocument } from './in-force-document.ts';
export type { Channel, FeedItem, FeedLanguage, ItemState } from './item.ts';
export { jsonFeed } from './json-feed.ts';
export { rssFeed } from './rss-feed.ts';
