import type { Lane } from '@loa/domain/audience';
import { type Bulletin, bulletin } from '@loa/domain/bulletin';

/** Where the watchdog's listeners are. Nobody else hears a bulletin of status Test, wherever it is. */
export const WATCHDOG_UNIT = '00070';
/** The issuer's name on watchdog bulletins. */
const WATCHDOG_ISSUER = 'watchdog';

const HOUR_MS = 3_600_000;

/** Per lane a hazard, level and hours to onset that the need table puts into that lane. */
const RECIPES: readonly { lane: Lane; hazard: Bulletin['hazard']; level: number; onsetHours: number }[] = [
  { lane: 'flash', hazard: 'flash-flood-landslide', level: 1, onsetHours: 0 },
  { lane: 'urgent', hazard: 'river-flood', level: 3, onsetHours: 12 },
  { lane: 'routine', hazard: 'fog', level: 1, onsetHours: 12 },
];

/** One bulletin of status Test per lane, all of the event `watchdog-<instant>`, valid for a day. */
export function watchdogBulletins(now: Date): { lane: Lane; bulletin: Bulletin }[] {
  const event = `watchdog-${now
    .toISOString()
    .toLowerCase()
    .replace(/[^0-9tz]/g, '')}`;
  const at = (hours: number): string => new Date(now.getTime() + hours * HOUR_MS).toISOString();
  return RECIPES.map(({ lane, hazard, level, onsetHours }) => ({
    lane,
    bulletin: bulletin.parse({
      issuer: WATCHDOG_ISSUER,
      family: lane,
      event: { id: event },
      hazard,
      type: 'warning',
      sequence: 1,
      finishedAt: now.toISOString(),
      status: 'Test',
      scope: 'partial',
      areas: [
        {
          places: [{ kind: 'commune', code: WATCHDOG_UNIT }],
          window: { from: at(onsetHours), to: at(24) },
          parameters: {},
          announcedLevel: level,
        },
      ],
    }),
  }));
}
