import { readFileSync } from 'node:fs';

/** The most memory that the processes have held (VmHWM of proc(5)), summed; bytes. */
export function peakMemoryOf(pids: readonly number[]): number {
  const kib = pids.map((pid) => Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0));
  return kib.reduce((sum, one) => sum + one, 0) * 1_024;
}
