import cliProgress from 'cli-progress';

/** A bar on a terminal; elsewhere nothing but what the command says at its end. `words`: what stands beside the bar. */
export function progressBar(
  words: string,
  total: number,
  out: NodeJS.WriteStream,
): { at(value: number, said: string): void; stop(): void } {
  if (!out.isTTY) return { at: () => undefined, stop: () => undefined };
  const bar = new cliProgress.SingleBar(
    { format: `${words} [{bar}] {percentage} %, {eta_formatted} left; {said}`, stream: out, hideCursor: true, etaBuffer: 50 },
    cliProgress.Presets.rect,
  );
  bar.start(total, 0, { said: '' });
  return { at: (value, said) => bar.update(value, { said }), stop: () => bar.stop() };
}
