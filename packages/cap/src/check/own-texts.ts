import { quoted } from './quoted.ts';
import type { Broken } from './rule.ts';

/** Source of rules that are nobody's but Loa's own (`docs/cap.md`). */
export const OWN_PROFILE = 'profile of Loa';

const VIET_NAM_OFFSET = '+07:00';

/** Times that are not written in Viet Nam's time. */
export function elsewhere(times: Readonly<Record<string, string | null>>): Broken[] {
  return Object.entries(times).flatMap(([at, text]) =>
    text === null || text.endsWith(VIET_NAM_OFFSET)
      ? []
      : [{ at, says: `expected Viet Nam's offset, ${VIET_NAM_OFFSET}; it is ${quoted(text)}` }],
  );
}

/** Texts that are there and empty. */
export function blank(texts: Readonly<Record<string, string | null>>): Broken[] {
  return Object.entries(texts).flatMap(([at, text]) =>
    text?.trim() === '' ? [{ at, says: 'expected text or nothing; it is empty' }] : [],
  );
}
