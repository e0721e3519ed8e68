export { embeddedClaims } from './claims.ts';
export { embeddedLog, UnknownTopic, type EmbeddedLog, type EmbeddedLogOptions } from './embedded-log.ts';
export { embeddedRateLimiter, embeddedStandIn } from './rate-limiter.ts';
