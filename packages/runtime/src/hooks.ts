/** Moments at which a test composition may kill the process. Production passes {@link noHooks}. */
export type CrashPoint =
  | 'before-claim'
  | 'after-claim'
  | 'before-commit'
  | 'after-commit'
  | 'before-publish'
  | 'after-publish'
  | 'before-mark'
  | 'after-mark'
  | 'before-lease'
  | 'after-lease'
  | 'before-send'
  | 'after-send'
  | 'before-settle'
  | 'after-settle'
  | 'before-position'
  | 'after-position';

export interface Hooks {
  reached(point: CrashPoint): void;
}

export const noHooks: Hooks = { reached: () => undefined };
