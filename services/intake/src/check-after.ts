import { type Bulletin, bulletinId, seriesId } from '@loa/domain/bulletin';
import type { Bulletins, SeriesDesk } from '@loa/domain/ports';
import { Problem } from '@loa/runtime';

/**
 * Throws a 409 where the series has moved on since whoever writes looked at it. `after`: the last sequence they saw, 0 for none. The
 * same bulletin sent again passes. Two at once that saw the same have one id, so that the second is refused for that.
 */
export function checkAfter({
  series,
  bulletins,
}: {
  readonly series: Pick<SeriesDesk, 'lastSequence'>;
  readonly bulletins: Pick<Bulletins, 'find'>;
}) {
  return async (given: Bulletin, after: number): Promise<void> => {
    const last = await series.lastSequence(seriesId(given));
    if (last === after) return;
    if (given.sequence === last && ['same', 'published'].includes(await bulletins.find(given))) return;
    throw new Problem({
      status: 409,
      code: 'series-moved-on',
      title: 'A newer bulletin of this series is there',
      detail: `This was written after bulletin ${after}; the last one is ${last}.`,
      errors: [{ path: 'sequence', expected: String(last + 1) }],
      more: { after, last, id: bulletinId({ ...given, sequence: last }) },
    });
  };
}
