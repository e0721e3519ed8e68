import type { Change } from '../warning/warning.ts';
import type { Audience } from './subscriber.ts';

/** Who hears of a change: everybody there, those who were told of the event, or nobody who already was. */
export type ToldOf = 'all' | 'those-told' | 'nobody';

const news = { agency: 'all', relay: 'all', media: 'all', citizen: 'all' } as const;
const told = { agency: 'those-told', relay: 'those-told', media: 'those-told', citizen: 'those-told' } as const;
const quiet = { agency: 'nobody', relay: 'nobody', media: 'nobody', citizen: 'nobody' } as const;

/**
 * Change × audience. `nobody` and `those-told` speak of people who know of the event: somebody who has not been told is
 * owed the news whatever the change, as long as the warning is still about a danger.
 */
export const TOLD_TABLE: Readonly<Record<Change, Readonly<Record<Audience, ToldOf>>>> = {
  new: news,
  widened: news,
  escalated: news,
  'brought-forward': news,
  'action-changed': news,
  unchanged: quiet,
  // A citizen who made ready loses nothing by staying ready; the bodies that plan need to know.
  eased: { agency: 'those-told', relay: 'those-told', media: 'those-told', citizen: 'nobody' },
  narrowed: told,
  corrected: told,
  cancelled: told,
  ended: told,
};
