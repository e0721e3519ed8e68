export { atomFeed } from './atom-feed.ts';
export { backOf, blocksIn, riskOf } from './blocks.ts';
export { type ShownDifference, shownDifferences } from './differences.ts';
export { geoJson } from './geo-json.ts';
export { inForceDocument } from './in-force-document.ts';
export type { Channel, FeedItem, FeedLanguage, ItemState } from './item.ts';
export { jsonFeed } from './json-feed.ts';
export { markOf } from './marks.ts';
export { rssFeed } from './rss-feed.ts';
