import type { bulletin } from '@loa/domain/bulletin';
import { provinces } from '@loa/domain/place';
import { aBulletinInput, aStormArea, type StormAreaInput } from '@loa/testing/builders';
import type { z } from 'zod';

const HOUR = 3_600_000;

/** A bulletin as a forecaster sends it. */
export type BulletinInput = z.input<typeof bulletin>;

/** A storm of level 4, an hour away, of which nothing was said before, status Exercise; `places` as a bulletin names them. */
export function stormAt(event: string, places: StormAreaInput['places'], now: Date): BulletinInput {
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
