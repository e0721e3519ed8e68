export type { Alert, Area, Circle, Info, Named, Point, Reference, Resource } from './alert.ts';
export type { Finding } from './finding.ts';
export { alertOf, ReferenceMissing, type WarningToWrite } from './write/alert-of.ts';
export { capTime, identifierOf, referenceTo, type WarningKey } from './write/identifier.ts';
export { type AlertSettings, PROFILE, VIET_NAM_ARC } from './write/settings.ts';
export { toXml } from './write/to-xml.ts';
export { check, type CheckOptions } from './check/check.ts';
export { capInstant } from './check/cap-time.ts';
export { FEED_LIMITS, MESSAGE_LIMITS, type ReadLimits } from './read/limits.ts';
export { type ReadAlert, readCap } from './read/read-cap.ts';
export type { FeedLink } from './read/feed-entry.ts';
export { type EmbeddedAlert, type FeedEntry, type ReadFeed, readFeed } from './read/read-feed.ts';
export { type Refusal, type RefusalReason } from './read/refusal.ts';
export type { CapVersion } from './read/versions.ts';
export type { KnownMessage, SourceMapping } from './read/bulletin/source-mapping.ts';
export { unitsOfArea } from './read/bulletin/places-of.ts';
export { type CapBulletin, toBulletin } from './read/bulletin/to-bulletin.ts';
export {
  atomFeed,
  backOf,
  blocksIn,
  type Channel,
  type FeedItem,
  type FeedLanguage,
  geoJson,
  inForceDocument,
  type ItemState,
  jsonFeed,
  markOf,
  riskOf,
  rssFeed,
  type ShownDifference,
  shownDifferences,
} from './feeds/index.ts';
export {
  decideSignature,
  type NotValid,
  type Pin,
  pinCertificate,
  pinIssuer,
  sign,
  type SignatureDecision,
  type SignatureFault,
  type SignaturePolicy,
  type SignatureSetupCode,
  SignatureSetupError,
  type SigningKey,
  type Trust,
  type Valid,
  type Verification,
  verify,
} from './signature/index.ts';
