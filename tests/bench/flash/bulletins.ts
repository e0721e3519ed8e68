import { everywhere, type BulletinInput } from '../storm.ts';

const HOUR_MS = 3_600_000;

type Hazard = 'river-flood' | 'fog' | 'flash-flood-landslide' | 'storm';

/** A hazard, level and hours to onset that the need table puts into a lane. */
interface Recipe {
  readonly hazard: Hazard;
  readonly level: number;
  readonly onsetHours: number;
}

export const ROUTINE: Recipe = { hazard: 'fog', level: 1, onsetHours: 12 };
export const URGENT: Recipe = { hazard: 'river-flood', level: 3, onsetHours: 12 };
/** The two that nothing may stand before. */
export const FLASH: readonly Recipe[] = [
  { hazard: 'storm', level: 5, onsetHours: 1 },
  { hazard: 'flash-flood-landslide', level: 1, onsetHours: 0 },
];

/** The first bulletin of an event, status Exercise, over the communes, or over the whole country where none are named. */
export function bulletinOf({ hazard, level, onsetHours }: Recipe, event: string, now: Date, communes?: readonly string[]): BulletinInput {
  const at = (hours: number): string => new Date(now.getTime() + hours * HOUR_MS).toISOString();
  const places = communes === undefined ? everywhere() : communes.map((code) => ({ kind: 'commune' as const, code }));
  return {
    issuer: 'nchmf',
    family: hazard,
    event: { id: event, name: { vi: 'Diễn tập', en: 'Exercise' } },
    hazard,
    type: hazard === 'storm' ? 'emergency' : 'warning',
    sequence: 1,
    finishedAt: now.toISOString(),
    status: 'Exercise',
    scope: 'full',
    areas: [{ places, window: { from: at(onsetHours), to: at(36) }, parameters: {}, announcedLevel: level }],
  } as BulletinInput;
}
