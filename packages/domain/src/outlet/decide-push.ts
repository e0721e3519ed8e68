import type { SequenceItem } from '../ports/warnings.ts';
import { type FeedFilter, passes } from '../warning/feed-filter.ts';

/** Whether an item is sent to an outlet, and why. */
export type PushDecision =
  { readonly push: true; readonly reason: 'asked-for' | 'tombstone' } | { readonly push: false; readonly reason: 'filtered' };

/** A tombstone goes to everybody: whoever was shown the warning by another way learns of it, and it shows nothing. */
export function decidePush({ issued }: SequenceItem, filters: FeedFilter): PushDecision {
  if (issued.recalledAt !== null) return { push: true, reason: 'tombstone' };
  return passes(issued.warning, filters) ? { push: true, reason: 'asked-for' } : { push: false, reason: 'filtered' };
}
