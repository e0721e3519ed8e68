import { nameOfPlaces } from '@loa/domain/place';
import type { Difference } from '@loa/domain/warning';
import type { FeedLanguage } from './item.ts';

/** Places named before the rest is only counted. */
const NAMED = 10;

/** A difference as documents show it: both levels, which of them governs, where. */
export interface ShownDifference {
  readonly warning: string;
  readonly issuer: string;
  readonly level: number | null;
  readonly ownLevel: number | null;
  /** The id of the warning whose level governs there. */
  readonly governs: string;
  readonly places: string;
  /** Commune codes and ids of sea areas. */
  readonly units: readonly string[];
  /** All of it in words. */
  readonly says: string;
}

/** What other issuers say of the places of a warning, where their levels are not its own. */
export function shownDifferences(id: string, differences: readonly Difference[], language: FeedLanguage): ShownDifference[] {
  return differences.map(({ warningId, issuer, issuerName, theirs, ours, governs, units }) => {
    const places = nameOfPlaces(units, language, NAMED);
    const name = issuerName ?? issuer;
    return {
      warning: warningId,
      issuer: name,
      level: theirs,
      ownLevel: ours,
      governs: governs === 'theirs' ? warningId : id,
      places,
      units,
      says: SAYS[language]({ name, places, theirs, higher: governs === 'theirs' ? theirs : ours }),
    };
  });
}

interface Told {
  readonly name: string;
  readonly places: string;
  readonly theirs: number | null;
  readonly higher: number | null;
}

const SAYS: Readonly<Record<FeedLanguage, (told: Told) => string>> = {
  vi: ({ name, places, theirs, higher }) =>
    `${name} ${theirs === null ? 'chưa nêu cấp rủi ro' : `cảnh báo cấp ${String(theirs)}`} tại ${places}; áp dụng cấp ${String(higher)}`,
  en: ({ name, places, theirs, higher }) =>
    `${name} ${theirs === null ? 'gives no risk level' : `warns of level ${String(theirs)}`} for ${places}; level ${String(higher)} governs`,
};
