import type { Figure } from './figures.ts';
import type { EnginesName, Installation } from './installation/installation.ts';

const MIB = 1024 * 1024;

/** The most memory that Loa has held. It has no raw limit. */
export function memoryOf(bench: string, engines: EnginesName, installation: Pick<Installation, 'peakMemory'>): Figure {
  return { bench, metric: `${engines} peak memory`, value: installation.peakMemory() / MIB, unit: 'MiB', limit: null, ratio: null };
}
