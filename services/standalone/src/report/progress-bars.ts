import cliProgress from 'cli-progress';

export type Stage = 'published' | 'decided' | 'fanned-out' | 'settled';
const STAGES: readonly Stage[] = ['published', 'decided', 'fanned-out', 'settled'];

/** A bar per stage on a terminal; a line per settled bulletin elsewhere. */
export function progressBars(total: number, out: NodeJS.WriteStream): { step(stage: Stage, id: string): void; stop(): void } {
  if (!out.isTTY) {
    let settled = 0;
    return {
      step(stage, id) {
        if (stage !== 'settled') return;
        settled += 1;
        out.write(`  ${settled}/${total} settled: ${id}\n`);
      },
      stop: () => undefined,
    };
  }
  const bars = new cliProgress.MultiBar(
    { format: '  {stage} [{bar}] {value}/{total}', stream: out, hideCursor: true },
    cliProgress.Presets.rect,
  );
  const byStage = new Map(STAGES.map((stage) => [stage, bars.create(total, 0, { stage: stage.padEnd(10) })]));
  return { step: (stage) => byStage.get(stage)?.increment(), stop: () => bars.stop() };
}
