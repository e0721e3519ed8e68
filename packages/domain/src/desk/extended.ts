import { type Bulletin, bulletinType } from '../bulletin/index.ts';
import type { Instant } from '../time.ts';
import { issuingType, later, minute, without } from './next-bulletin.ts';

/** The bulletin that keeps a series in force, or why there is none. */
export type Extended =
  { readonly ok: true; readonly bulletin: Bulletin } | { readonly ok: false; readonly reason: 'series-closed' | 'last-is-partial' };

/**
 * The bulletin after the last of `history`, newest first, that says the same for `hours` longer. A closed series holds nothing to extend, and a partial bulletin
 * speaks of some places only: the others would run out unnoticed.
 */
export function extended(history: readonly [Bulletin, ...Bulletin[]], hours: number, now: Instant): Extended {
  const [last] = history;
  const action = bulletinType(last.hazard, last.type)?.action;
  if (action === 'end' || action === 'cancel') return { ok: false, reason: 'series-closed' };
  if (last.scope === 'partial') return { ok: false, reason: 'last-is-partial' };
  const kept = without(last, 'replayOf', 'givenBy');
  const areas = kept.areas.map((area) => ({ ...area, window: { ...area.window, to: later(area.window.to, hours) } }));
  return {
    ok: true,
    bulletin: { ...kept, type: issuingType(history), sequence: last.sequence + 1, finishedAt: minute(now), areas } as Bulletin,
  };
}
