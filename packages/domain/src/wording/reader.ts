import type { Audience } from '../audience/subscriber.ts';
import type { Hazard } from '../bulletin/hazard.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Occasion } from './table/phrase-table.ts';

/** For whom a text is written. */
export interface Reader {
  /** BCP 47; see `chooseTable` for what stands in for a language without a table. */
  readonly language: string;
  readonly audience: Audience;
  /** The person's places that the message is about. */
  readonly units: readonly Unit[];
  readonly reason: Occasion;
  /**
   * Every other hazard that is in force at any of `units` once this message is out. Absent: not known, and the text claims
   * nothing. Empty: looked up, and there is none; only then does the word "safe" appear.
   */
  readonly stillInForce?: readonly StillInForce[];
  /** Where the reader confirms the receipt: of agencies, relays and bodies of the supply list. */
  readonly confirmLink?: string;
  /** SMS without marks: the reader asked, or the installation is set so. Citizens get it only if they asked. */
  readonly unaccented?: 'asked' | 'by-setting';
}

/** A hazard in force. `name`: of a hazard that is none of the list. */
export interface StillInForce {
  readonly hazard: Hazard;
  readonly name?: { readonly vi: string; readonly en?: string | undefined };
}
