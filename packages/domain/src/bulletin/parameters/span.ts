import { z } from 'zod';

/** One value, or a range [low, high]. */
export type Span = number | [number, number];

/** A value or range from `low` to `high`; outside lies what nature does not do or a sensor cannot mean. */
export function span(low: number, high: number, unit: string) {
  const one = z
    .number({ error: `expected a number from ${String(low)} to ${String(high)} (${unit})` })
    .min(low)
    .max(high);
  return z.union([one, z.tuple([one, one]).refine(([from, to]) => from <= to, { error: 'expected a range [low, high]' })], {
    error: `expected a number or a range [low, high] from ${String(low)} to ${String(high)} (${unit})`,
  });
}

/** The upper end of a value or range: what a forecaster must be ready for. */
export function upperEnd(value: Span): number {
  return typeof value === 'number' ? value : value[1];
}

/** The lower end, for what is worse the less there is of it: temperature in a cold spell, visibility in fog. */
export function lowerEnd(value: Span): number {
  return typeof value === 'number' ? value : value[0];
}
