import { z } from 'zod';

/**
 * A place as a bulletin names it. The classifier resolves it to units: 5-digit commune codes
 * (Decision 19/2025/QĐ-TTg) and sea-area ids.
 */
export const placeRef = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('commune'), code: z.string().regex(/^\d{5}$/, 'expected a 5-digit commune code') }),
    z.strictObject({ kind: z.literal('province'), code: z.string().regex(/^\d{2}$/, 'expected a 2-digit province code') }),
    z.strictObject({ kind: z.literal('former-province'), name: z.string().min(1).max(64) }),
    z.strictObject({ kind: z.literal('sea-area'), id: z.string().min(1).max(64) }),
  ],
  { error: 'expected a place: {kind: "commune" | "province", code}, {kind: "former-province", name} or {kind: "sea-area", id}' },
);
export type PlaceRef = z.output<typeof placeRef>;

/** A commune code (5 digits) or a sea-area id: the grain at which Loa decides and targets. */
export const unit = z.string().min(1).max(64);
export type Unit = z.output<typeof unit>;
