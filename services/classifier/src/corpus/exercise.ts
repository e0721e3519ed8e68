import { type Bulletin, bulletin } from '@loa/domain/bulletin';
import type { ReadRecord } from './read-record.ts';

/** A published bulletin as an exercise, or the region that keeps it from being one. */
export type Exercise = { ok: true; bulletin: Bulletin } | { ok: false; region: string; reason: string };

/**
 * A corpus line as a bulletin in status Exercise: an area per place with numbers of its own, with the announced level. A
 * region that cannot be read refuses the whole: it is not left out, and no larger area stands in for it. One that was read
 * wider than the text is marked as `reconstructed`.
 */
export function exerciseOf({ frame, levels }: ReadRecord): Exercise {
  const parts = levels.flatMap(({ region, areas }) => areas.map((part) => ({ ...part, named: region.text })));
  const unread = parts.find(({ area }) => area === null);
  if (unread !== undefined) return { ok: false, region: unread.named, reason: `region-unread: ${unread.region.unread ?? 'nothing-named'}` };
  return { ok: true, bulletin: bulletin.parse({ ...frame, areas: parts.map(({ area }) => area) }) };
}
