import type { Status } from '../bulletin/bulletin.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';

/** A warning with what happened to it after its issue. */
export interface IssuedWarning {
  readonly warning: Warning;
  /** The later warning that says this one was an error. */
  readonly cancelledBy: string | null;
  /** When an operator or its issuer stopped it. */
  readonly recalledAt: Instant | null;
}

/**
 * Reading what has been issued. Obligation: `after` never leaves out a number that a later call could still show between
 * two it has shown, so the greatest number seen is a cursor.
 */
export interface Warnings {
  /** Warnings of a status with a number above `number`, in order. */
  after(status: Status, number: number, limit: number): Promise<IssuedWarning[]>;
  /** Null when there is no such warning. */
  get(id: string): Promise<IssuedWarning | null>;
}
