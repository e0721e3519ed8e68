import type { Bulletin } from '../bulletin/index.ts';
import type { AssessedArea } from '../risk/index.ts';

/** What an issuer announced beside what its table gives. Obligation: reads, and never holds up who writes. */
export interface LevelReasons {
  /** The bulletin of a warning and its assessment, as they are kept; null where there is no such warning. */
  ofWarning(id: string): Promise<{ readonly bulletin: Bulletin; readonly areas: readonly AssessedArea[] } | null>;
}
