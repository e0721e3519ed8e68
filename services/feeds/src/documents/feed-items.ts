import type { FeedItem, ItemState } from '@loa/cap';
import type { IssuedWarning } from '@loa/domain/ports';
import type { Instant } from '@loa/domain/time';
import { type FeedFilter, passes, stateOf } from '@loa/domain/warning';
import { LAPSED_HOURS, type Snapshot } from './standing.ts';
import type { Writer } from './written.ts';

export interface ItemSource {
  readonly writer: Writer;
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

/** Addresses of a warning. They never change. */
export function urlsOf(publicUrl: string, id: string): FeedItem['urls'] {
  const base = `${publicUrl}/warnings/${id}`;
  return { cap: `${base}.xml`, json: `${base}.json`, html: base };
}

/** What the filter lets pass. */
export async function feedItems(
  { writer, publicUrl }: ItemSource,
  { issued: all, at, differences }: Snapshot,
  filter: FeedFilter,
): Promise<FeedItem[]> {
  const items: FeedItem[] = [];
  for (const issued of all.filter((one) => passes(one.warning, filter))) {
    const { warning } = issued;
    items.push({
      warning,
      alert: await writer.alertOf(warning),
      urls: urlsOf(publicUrl, warning.id),
      state: itemState(issued, at.toISOString()),
      differences: differences.get(warning.id) ?? [],
    });
  }
  return items;
}

/** What became of a warning, as documents mark it. */
export function itemState(issued: IssuedWarning, now: Instant): ItemState {
  const kind = stateOf(issued, now);
  return kind === 'lapsed' ? { kind, lapsedAt: issued.lapsedAt ?? issued.warning.expiresAt } : { kind };
}

/** Without what ran out more than {@link LAPSED_HOURS} ago. */
export function stillShown(items: readonly FeedItem[], now: Date): FeedItem[] {
  const since = new Date(now.getTime() - LAPSED_HOURS * 3_600_000).toISOString();
  return items.filter(({ state }) => state.kind !== 'lapsed' || state.lapsedAt > since);
}

/** When the newest of them was issued or ran out; `none` where there is none. */
export function lastChange(items: readonly FeedItem[], none: Instant): Instant {
  return items
    .flatMap(({ warning, state }) => [warning.issuedAt, ...(state.kind === 'lapsed' ? [state.lapsedAt] : [])])
    .reduce((a, b) => (a > b ? a : b), none);
}
