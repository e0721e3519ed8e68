import type { Figure } from './figures.ts';
import type { EnginesName } from './installation/installation.ts';

/** What a bench is given. */
export interface BenchOptions {
  readonly engines: EnginesName;
  /** Multiplies every size; 1 for figures that count. */
  readonly scale: number;
  /** Where processor profiles go; null for none. */
  readonly profile: string | null;
}

/** What a bench found, with the sizes that it used in words. */
export interface BenchResult {
  readonly figures: readonly Figure[];
  /** What figures cannot show, as a table in Markdown. */
  readonly table?: string;
  readonly sizes: string;
  /** The engines with their versions. */
  readonly named: readonly string[];
}

export type Bench = (options: BenchOptions) => Promise<BenchResult>;

/** A size under the scale, never less than `least`. */
export const sized = (size: number, scale: number, least: number): number => Math.max(least, Math.round(size * scale));
