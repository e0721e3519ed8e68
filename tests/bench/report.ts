import { arch, cpus, platform, totalmem } from 'node:os';
import type { Figure } from './figures.ts';

const GIB = 1024 ** 3;

/** Processors, memory and Node of this machine. */
export function machine(): string {
  const models = [...new Set(cpus().map((cpu) => cpu.model.trim()))].join(', ');
  const memory = `${(totalmem() / GIB).toFixed(0)} GiB`;
  return `${cpus().length} × ${models}, ${memory}, ${platform()} ${arch()}, Node ${process.version}`;
}

/** Figures as a table in Markdown. */
export function tableOf(figures: readonly Figure[]): string {
  const cell = (value: number | null, digits: number): string => (value === null ? '–' : value.toFixed(digits));
  const rows = figures.map(({ bench, metric, value, unit, limit, ratio }) => {
    const digits = value < 100 ? 1 : 0;
    return `| ${bench} | ${metric} | ${cell(value, digits)} ${unit} | ${cell(limit, digits)}${limit === null ? '' : ` ${unit}`} | ${ratio === null ? '–' : Number(ratio.toPrecision(2))} |`;
  });
  return ['| bench | metric | value | raw limit | ratio |', '| --- | --- | ---: | ---: | ---: |', ...rows].join('\n');
}
