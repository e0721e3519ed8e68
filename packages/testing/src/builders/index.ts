export { aBulletin, aBulletinInput, aStormArea, type StormAreaInput } from './a-bulletin.ts';
export { aSubscriber } from './a-subscriber.ts';
export { aWarning, aWarningEntry } from './a-warning.ts';
