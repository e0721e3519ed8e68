import { provinces } from '@loa/domain/place';
import { aStormArea } from '@loa/testing/builders';
import { type BulletinInput, stormAt } from '../storm.ts';

const MINUTE_MS = 60_000;
/** Minutes to onset in the first and in the last province; the others lie between them, from the south to the north. */
const FIRST = 10;
const LAST = 180;

/** A storm of level 4 whose onset spreads over the country's provinces within three hours, one after another. */
export function stormThatComes(event: string, now: Date): BulletinInput {
  const all = provinces().toSorted((a, b) => b.code.localeCompare(a.code));
  const to = new Date(now.getTime() + 36 * 60 * MINUTE_MS).toISOString();
  const areas = all.map(({ code }, nth) => {
    const minutes = FIRST + ((LAST - FIRST) * nth) / (all.length - 1);
    const from = new Date(now.getTime() + minutes * MINUTE_MS).toISOString();
    return aStormArea({ places: [{ kind: 'province', code }], window: { from, to }, announcedLevel: 4 });
  });
  return { ...stormAt(event, [], now), areas } as BulletinInput;
}
