import type { CrashPoint } from '@loa/runtime';
import type { WorkerName } from './workers.ts';

const SENDER = [
  'before-lease',
  'after-lease',
  'before-send',
  'after-send',
  'before-settle',
  'after-settle',
  'before-position',
  'after-position',
] as const;

/**
 * Which worker comes to which crash point. Reality is held against this table: a point that nobody reaches, and one that is reached and
 * does not stand here, are defects.
 */
export const POINTS = {
  intake: ['before-claim', 'after-claim', 'before-commit', 'after-commit', 'before-publish', 'after-publish', 'before-mark', 'after-mark'],
  classifier: ['before-commit', 'after-commit', 'before-publish', 'after-publish', 'before-position', 'after-position'],
  deduplicator: ['before-commit', 'after-commit', 'before-publish', 'after-publish', 'before-position', 'after-position'],
  fanout: [
    'before-commit',
    'after-commit',
    'before-publish',
    'after-publish',
    'before-mark',
    'after-mark',
    'before-position',
    'after-position',
  ],
  'sender-email': SENDER,
  'sender-sms': SENDER,
  'sender-voice': SENDER,
  sweeper: ['before-commit', 'after-commit', 'before-publish', 'after-publish', 'before-mark', 'after-mark'],
  receipts: ['before-publish', 'after-publish', 'before-settle', 'after-settle', 'before-position', 'after-position'],
} as const satisfies Record<WorkerName, readonly CrashPoint[]>;

/** Every crash point there is: the type makes sure that none is left out. */
const ALL: Readonly<Record<CrashPoint, true>> = {
  'before-claim': true,
  'after-claim': true,
  'before-commit': true,
  'after-commit': true,
  'before-publish': true,
  'after-publish': true,
  'before-mark': true,
  'after-mark': true,
  'before-lease': true,
  'after-lease': true,
  'before-send': true,
  'after-send': true,
  'before-settle': true,
  'after-settle': true,
  'before-position': true,
  'after-position': true,
};
export const CRASH_POINTS = Object.keys(ALL);
