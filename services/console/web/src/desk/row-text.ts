import { spanOf, type Written } from './model.ts';

const NAMES = ['lat', 'lon', 'windForce', 'gustForce'] as const;

/**
 * A position of a storm typed in one line: latitude, longitude, force, gusts, and after them where that is in words, such as
 * `13,2 112,3 13-14 17 ven biển Quảng Ngãi`. What the line does not give stays as it is, and so does what stands as `-`. Null: it is no such line.
 */
export function withRow(position: Written, line: string): Written | null {
  const parts = line.trim().split(/\s+/);
  const words = parts.findIndex((part) => part !== '-' && typeof spanOf(part) === 'string');
  const numbers = words < 0 ? parts : parts.slice(0, words);
  if (numbers.length === 0 || numbers.length > NAMES.length || line.trim() === '') return null;
  const given = numbers.flatMap((part, at) => (part === '-' ? [] : [[NAMES[at] ?? '', spanOf(part)] as const]));
  const place = words < 0 ? [] : [['place', parts.slice(words).join(' ')] as const];
  return { ...position, ...Object.fromEntries([...given, ...place]) };
}
