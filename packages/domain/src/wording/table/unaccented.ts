import listed from './unaccented-vi.json' with { type: 'json' };
import { mapPhrases, type PhraseTable } from './phrase-table.ts';
import { VI } from './vi.ts';

const PLAIN: ReadonlyMap<string, string> = new Map(Object.entries(listed.phrases));

/** Vietnamese without marks, for SMS alone: phrases from a list that people review, since many words fall together without their marks. */
export const VI_UNACCENTED: PhraseTable = {
  ...VI,
  tag: 'vi-x-plain',
  reviewedBy: listed.reviewedBy,
  figures: null,
  gsm: true,
  phrases: mapPhrases(VI.phrases, (phrase) => PLAIN.get(phrase) ?? phrase),
};
