import { z } from 'zod';

const name = (what: string) =>
  z.string(`expected the name of ${what}`).min(1, `expected the name of ${what}`).max(64, 'expected at most 64 characters');
const lon = z.number('expected a longitude in degrees').min(-180, 'expected a longitude from -180').max(180, 'expected a longitude to 180');
const lat = z.number('expected a latitude in degrees').min(-90, 'expected a latitude from -90').max(90, 'expected a latitude to 90');

/**
 * A place as a bulletin names it. The classifier resolves it to units: 5-digit commune codes
 * (Decision 19/2025/QĐ-TTg) and sea-area ids. A river or a station is no place: it is a parameter of the forecast, and
 * the communes or provinces that it endangers are named beside it, since no table says which they are.
 */
export const placeRef = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('commune'), code: z.string().regex(/^\d{5}$/, 'expected a 5-digit commune code') }),
    z.strictObject({ kind: z.literal('named-commune'), name: name('a commune'), province: name('its present or former province') }),
    z.strictObject({ kind: z.literal('province'), code: z.string().regex(/^\d{2}$/, 'expected a 2-digit province code') }),
    z.strictObject({ kind: z.literal('named-province'), name: name('a present province') }),
    z.strictObject({ kind: z.literal('former-province'), name: name('a province of before 1 July 2025') }),
    /** A district of before 1 July 2025: every present commune that holds land of it. */
    z.strictObject({
      kind: z.literal('former-district'),
      name: name('a former district'),
      province: name('its former province').optional(),
    }),
    /** A commune of before 1 July 2025: every present commune that holds land of it. */
    z.strictObject({
      kind: z.literal('former-commune'),
      name: name('a former commune'),
      district: name('its former district').optional(),
      province: name('its former province').optional(),
    }),
    z.strictObject({ kind: z.literal('region'), name: name('a region, such as Bắc Trung Bộ') }),
    /** The area and the islands in it. */
    z.strictObject({ kind: z.literal('sea-area'), id: z.string('expected the id of a sea area').min(1).max(64) }),
    /** Ring of [longitude, latitude] in WGS 84 degrees, first and last point equal or not. */
    z.strictObject({
      kind: z.literal('polygon'),
      ring: z
        .array(z.tuple([lon, lat]))
        .min(3, 'expected at least 3 points')
        .max(500),
    }),
    /** Circle round a point in WGS 84 degrees. */
    z.strictObject({
      kind: z.literal('circle'),
      lon,
      lat,
      radiusKm: z.number('expected a radius in km').positive('expected a radius above 0 km').max(1000, 'expected at most 1000 km'),
    }),
  ],
  {
    error:
      'expected a place: {kind: "commune" | "province", code}, {kind: "named-commune", name, province}, ' +
      '{kind: "named-province" | "former-province" | "region", name}, {kind: "former-district", name, province?}, ' +
      '{kind: "former-commune", name, district?, province?}, {kind: "sea-area", id}, {kind: "polygon", ring} or ' +
      '{kind: "circle", lon, lat, radiusKm}',
  },
);
export type PlaceRef = z.output<typeof placeRef>;

/** A commune code (5 digits) or a sea-area id: the grain at which Loa decides and targets. */
export const unit = z.string().min(1).max(64);
export type Unit = z.output<typeof unit>;
