import type { FeedItem, ItemState } from '@loa/cap';
import type { Status } from '@loa/domain/bulletin';
import type { IssuedWarning, Warnings } from '@loa/domain/ports';
import type { Instant } from '@loa/domain/time';
import { type FeedFilter, passes, stateOf } from '@loa/domain/warning';
import type { Writer } from './written.ts';

/** What has ended stays readable so long (Google's and the hubs' practice is 24 to 48 hours). */
const KEPT_HOURS = 48;
/** What ran out without a successor stays among what is in force so long, marked. */
const LAPSED_HOURS = 3;
const HOUR_MS = 3_600_000;

export interface Wanted {
  readonly status: Status;
  readonly filter: FeedFilter;
}

export interface ItemSource {
  readonly warnings: Warnings;
  readonly writer: Writer;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly now: () => Date;
}

/** Addresses of a warning. They never change. */
export function urlsOf(publicUrl: string, id: string): FeedItem['urls'] {
  const base = `${publicUrl}/warnings/${id}`;
  return { cap: `${base}.xml`, json: `${base}.json`, html: base };
}

/** Every warning that the filter lets pass and that is not over for {@link KEPT_HOURS}; none that was recalled. */
export async function feedItems({ warnings, writer, publicUrl, now }: ItemSource, { status, filter }: Wanted): Promise<FeedItem[]> {
  const at = now();
  const found = await warnings.notOverBy(status, new Date(at.getTime() - KEPT_HOURS * HOUR_MS).toISOString());
  const items: FeedItem[] = [];
  for (const issued of found.filter((one) => passes(one.warning, filter))) {
    const { warning } = issued;
    items.push({
      warning,
      alert: await writer.alertOf(warning),
      urls: urlsOf(publicUrl, warning.id),
      state: itemState(issued, at.toISOString()),
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
  const since = new Date(now.getTime() - LAPSED_HOURS * HOUR_MS).toISOString();
  return items.filter(({ state }) => state.kind !== 'lapsed' || state.lapsedAt > since);
}

/** When the newest of them was issued or ran out; `none` where there is none. */
export function lastChange(items: readonly FeedItem[], none: Instant): Instant {
  return items
    .flatMap(({ warning, state }) => [warning.issuedAt, ...(state.kind === 'lapsed' ? [state.lapsedAt] : [])])
    .reduce((a, b) => (a > b ? a : b), none);
}
