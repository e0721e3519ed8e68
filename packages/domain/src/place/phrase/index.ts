export type { RegionPhrase, UnreadReason } from './outcome.ts';
export { type PhraseContext, regionPhrase } from './read.ts';
