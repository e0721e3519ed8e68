import type { Hazard } from '../bulletin/hazard.ts';
import type { Status } from '../bulletin/bulletin.ts';
import type { Instant } from '../time.ts';
import type { Change } from '../warning/warning.ts';

/** An entry of a warning in force, with what its need goes by. */
export interface WarnedEntry {
  readonly warning: string;
  /** Its place in the warning, from 0. */
  readonly entry: number;
  readonly hazard: Hazard;
  readonly level: number | null;
  readonly onset: Instant;
  readonly change: Change;
  readonly urgency: 'Immediate' | 'Expected' | 'Future' | null;
}

/** How much an entry of a warning is needed at its units. */
export interface EntryNeed extends Pick<WarnedEntry, 'warning' | 'entry'> {
  readonly need: number;
}

/** How a commune or sea area stands over all warnings in force: the one of them by which it stands worst. */
export interface UnitStanding {
  readonly unit: string;
  readonly warning: string;
  readonly need: number;
  /** Deliveries there that were not stopped; 0: nobody there has asked for warnings. */
  readonly deliveries: number;
  /** Those of them that a provider took. */
  readonly reached: number;
  /** Need × the share that was not reached; 0: all were. */
  readonly score: number;
}

/** Who has not been reached. */
export interface Unreached {
  /** Entries that warn of something, of the warnings in force of a status that nothing has replaced. */
  entries(status: Status, now: Instant): Promise<WarnedEntry[]>;
  /**
   * Every unit of those entries, the highest score first. A warning that told nobody at a unit, since nothing changed there, stands by
   * what earlier ones of its event told. From counts alone.
   */
  standing(needs: readonly EntryNeed[]): Promise<UnitStanding[]>;
}
