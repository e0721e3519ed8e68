import type { Instant } from '@loa/domain/time';
import type { Difference, Warning } from '@loa/domain/warning';
import type { Alert } from '../alert.ts';

/** The languages that every message of Loa has. */
export type FeedLanguage = 'vi' | 'en';

/** What a document of a feed says of itself. Addresses are absolute. */
export interface Channel {
  readonly title: string;
  /** Where this very document stands. */
  readonly self: string;
  /** The page for people that it belongs to. */
  readonly home: string;
  /** The WebSub hub; null where there is none. */
  readonly hub: string | null;
  readonly language: FeedLanguage;
  /** When an item was last added, changed or left out; never the time of rendering, so that equal items give equal bytes. */
  readonly updated: Instant;
}

/** What became of a warning; see `docs/glossary.md`. */
export type ItemState =
  | { readonly kind: 'in-force' | 'superseded' | 'ended' | 'cancelled' }
  | { readonly kind: 'lapsed'; readonly lapsedAt: Instant }
  /** Stopped before everybody had it: in no document, only a tombstone of the cursor. */
  | { readonly kind: 'recalled' };

/** An issued warning with its message. Every message is an item of its own: an Update stands beside what it supersedes. */
export interface FeedItem {
  readonly warning: Warning;
  readonly alert: Alert;
  /** Absolute; what stands there never changes. */
  readonly urls: { readonly cap: string; readonly json: string; readonly html: string };
  readonly state: ItemState;
  /** What other issuers say of its places now, where it is not the same. */
  readonly differences: readonly Difference[];
}

/** An item that a document may show. */
export type ShownItem = FeedItem & { readonly state: Exclude<ItemState, { readonly kind: 'recalled' }> };

/** The items that may be shown, newest first. */
export function shown(items: readonly FeedItem[]): ShownItem[] {
  return items.filter((item) => isShown(item)).toSorted((a, b) => b.warning.number - a.warning.number);
}

function isShown(item: FeedItem): item is ShownItem {
  return item.state.kind !== 'recalled';
}
