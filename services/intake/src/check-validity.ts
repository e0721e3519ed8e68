import type { Bulletin } from '@loa/domain/bulletin';
import { Problem } from '@loa/runtime';

/** Throws a 422 with every window that ends before `now`: a warning of what is over would be sent to nobody. */
export function checkValidity(bulletin: Bulletin, now: Date): void {
  const errors = bulletin.areas.flatMap((area, at) =>
    area.window.to <= now.toISOString() ? [{ path: `areas.${at}.window.to`, expected: 'an instant that is not past' }] : [],
  );
  if (errors.length > 0) throw new Problem({ status: 422, code: 'validity-over', title: 'A validity is over', errors });
}
