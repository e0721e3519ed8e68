import { z } from 'zod';
import rows from '../data/coast-order.json' with { type: 'json' };
import partRows from '../data/province-parts.json' with { type: 'json' };
import { formerProvinces, type Province, seaAreaById } from '../gazetteer.ts';

const order = z
  .strictObject({
    coast: z.array(z.string()),
    /** Former province whose coast turns: its east and its west side lie off different sea areas. */
    corner: z.string(),
    inland: z.array(z.array(z.string())),
    seas: z.record(z.string(), z.strictObject({ off: z.array(z.string()), may: z.array(z.string()) })),
  })
  .parse(rows);
const parts = z.record(z.string(), z.record(z.string(), z.array(z.string()).min(1))).parse(partRows);

const coastal = new Set(order.coast);
const segments = order.coast.flatMap((name) => (name === order.corner ? [`${name} (đông)`, `${name} (tây)`] : [name]));
const position = new Map(formerProvinces().map((one, index) => [one.name, index]));

/** Whether a former province has a sea coast. */
export function isCoastal(former: string): boolean {
  return coastal.has(former);
}

/** Former provinces that lie on a side ("đông") of a present one, where the merger lets the data tell; undefined elsewhere. */
export function sideOf(province: Province, side: string): readonly string[] | undefined {
  return parts[province.name]?.[side];
}

/**
 * Former provinces from one to another: along the coast where both have one, else in the first inland order that holds both;
 * null where none does. The ends may be several former provinces each, those of a merged one.
 */
export function chainBetween(from: readonly string[], to: readonly string[]): string[] | null {
  for (const line of [order.coast, ...order.inland]) {
    const span = spanOf(line, from, to);
    if (span !== null) return span;
  }
  return null;
}

/** Sea areas off the coast from one former province to another, and those of them that reach beyond it. */
export function seasBetween(from: readonly string[], to: readonly string[]): { areas: string[]; beyond: string[] } | null {
  const [start, end] = [segmentsOf(from), segmentsOf(to)];
  const span = from === to ? start : spanOf(segments, cutAtCorner(start, end), cutAtCorner(end, start));
  if (span === null || span.length === 0) return null;
  const whole = Object.entries(order.seas).filter(([, { off }]) => off.every((one) => span.includes(one)));
  const covered = new Set(whole.flatMap(([, { off, may }]) => [...off, ...may]));
  const left = span.filter((one) => !covered.has(one));
  const part = Object.entries(order.seas).filter(
    ([id, { off, may }]) => !whole.some(([own]) => own === id) && [...off, ...may].some((one) => left.includes(one)),
  );
  // The limit of a gulf is no coast: a strip of water along it is always less than the gulf.
  const gulfs = whole.filter(([id]) => seaAreaById(id)?.kind === 'gulf');
  return { areas: [...whole, ...part].map(([id]) => id), beyond: [...part, ...gulfs].map(([id]) => id) };
}

/** Former provinces in the country's usual order. */
export function inOrder(names: Iterable<string>): string[] {
  return [...new Set(names)].toSorted((one, other) => (position.get(one) ?? 0) - (position.get(other) ?? 0));
}

function segmentsOf(formers: readonly string[]): string[] {
  return formers
    .flatMap((name) => (name === order.corner ? [`${name} (đông)`, `${name} (tây)`] : [name]))
    .filter((one) => segments.includes(one));
}

/** Of an end that holds both sides of the corner, those on the side of the other end. */
function cutAtCorner(own: readonly string[], other: readonly string[]): string[] {
  const corner = segments.indexOf(`${order.corner} (tây)`);
  const beyond = (one: string) => segments.indexOf(one) >= corner;
  if (!own.some(beyond) || own.every(beyond) || other.length === 0) return [...own];
  if (other.every(beyond)) return own.filter(beyond);
  return other.some(beyond) ? [...own] : own.filter((one) => !beyond(one));
}

function spanOf(line: readonly string[], from: readonly string[], to: readonly string[]): string[] | null {
  const places = (names: readonly string[]) => names.map((name) => line.indexOf(name)).filter((at) => at >= 0);
  const [starts, ends] = [places(from), places(to)];
  if (starts.length === 0 || ends.length === 0) return null;
  const forward = Math.min(...starts) <= Math.min(...ends);
  const [first, last] = forward ? [Math.min(...starts), Math.max(...ends)] : [Math.min(...ends), Math.max(...starts)];
  return line.slice(first, last + 1);
}
