import { provinces } from '@loa/domain/place';
import { aBulletinInput, aStormArea, type StormAreaInput } from '@loa/testing/builders';

const HOUR = 3_600_000;

export type StormInput = ReturnType<typeof aBulletinInput>;

/** A storm of level 4, an hour away, of which nothing was said before, status Exercise; `places` as a bulletin names them. */
export function stormAt(event: string, places: StormAreaInput['places'], now: Date): StormInput {
  const after = (hours: number): string => new Date(now.getTime() + hours * HOUR).toISOString();
  return aBulletinInput({
    event: { id: event, name: { vi: 'Bão diễn tập', en: 'Storm of an exercise' } },
    finishedAt: now.toISOString(),
    status: 'Exercise',
    areas: [aStormArea({ places, window: { from: after(1), to: after(36) }, announcedLevel: 4 })],
  });
}

/** The whole country, province by province. */
export const everywhere = (): StormAreaInput['places'] => provinces().map(({ code }) => ({ kind: 'province', code }));
