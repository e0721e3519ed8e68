import type { Figure } from './figures.ts';
import type { EnginesName, Installation } from './installation/installation.ts';

const MIB = 1024 * 1024;

/** The most memory that each of Loa's processes has held, of those on the way from fan-out to people. */
export function memoryOfWorkers(bench: string, engines: EnginesName, installation: Pick<Installation, 'memoryOfEach'>): Figure[] {
  const each = Object.entries(installation.memoryOfEach()).filter(([name]) => /^(?:fanout|sender|sweeper|standalone)/.test(name));
  return each.map(([name, bytes]) => {
    return { bench, metric: `${engines} peak memory of ${name}`, value: bytes / MIB, unit: 'MiB', limit: null, ratio: null };
  });
}

/** The most memory that Loa has held. It has no raw limit. */
export function memoryOf(bench: string, engines: EnginesName, installation: Pick<Installation, 'peakMemory'>): Figure {
  return { bench, metric: `${engines} peak memory`, value: installation.peakMemory() / MIB, unit: 'MiB', limit: null, ratio: null };
}
