import { readdirSync, readFileSync } from 'node:fs';

/** Of sysconf(_SC_CLK_TCK): ticks are hundredths of a second on every Linux that Node runs on. */
const TICK_MS = 10;

interface Stat {
  readonly parent: number;
  readonly ms: number;
}

/** User and system time of a process and of its children that have ended (proc(5), `stat`); null when it is gone. */
function statOf(pid: string): Stat | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    return { parent: Number(fields[1]), ms: ticks * TICK_MS };
  } catch {
    return null;
  }
}

/** Processor time that a process has taken, with its children that have ended, milliseconds; 0 when it is gone. */
export const processorMsOf = (pid: number): number => statOf(String(pid))?.ms ?? 0;

/** Processor time that each process has taken, with all that it has started, milliseconds; by the names given with their ids. */
export function processorTimeOf(processes: ReadonlyMap<number, string>): Record<string, number> {
  const stats = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), statOf(name)]),
  );
  const sums: Record<string, number> = Object.fromEntries([...processes.values()].map((name) => [name, 0]));
  for (const [pid, stat] of stats) {
    const name = ownerOf(pid);
    if (stat !== null && name !== undefined) sums[name] = (sums[name] ?? 0) + stat.ms;
  }
  return sums;

  function ownerOf(pid: number): string | undefined {
    return processes.get(pid) ?? (pid > 1 ? ownerOf(stats.get(pid)?.parent ?? 0) : undefined);
  }
}
