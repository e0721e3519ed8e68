import { z } from 'zod';
import { bulletinType } from '../bulletin/bulletin-type.ts';
import { hazard } from '../bulletin/hazard.ts';
import { placeRef } from '../place/place-ref.ts';
import { resolvePlace } from '../place/resolve-place.ts';

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected 1 to 64 lower-case letters, digits and hyphens');
const place = placeRef.refine((one) => resolvePlace(one).ok, { error: 'expected a place that is known here' });

/** Who may sign for the senders of a source: one certificate (PEM, or its SHA-256), or whom an issuer of certificates names so. */
const pin = z.union([
  z.strictObject({ certificate: z.string().min(1, 'expected a PEM certificate, or its SHA-256') }),
  z.strictObject({ issuer: z.string().min(1, 'expected a PEM certificate'), subject: z.string().min(1, 'expected whom it names') }),
]);

/** Where citizens hear a source's alerts. How strong an alert must be is each person's own choice. */
const citizenRule = z.strictObject({
  hazards: z.union([z.literal('all'), z.array(hazard).min(1)]),
  places: z.array(place).min(1, 'expected at least one place').max(500),
});

const poll = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'expected an http address' }),
  /** Where links of its entries may lead besides its own origin, such as `https://alerts.example.th`. */
  origins: z.array(z.url({ protocol: /^https?$/, error: 'expected an http origin' }).transform((text) => new URL(text).origin)).default([]),
  /** `cap`: one message, or several in one document; `atom`, `rss`: messages inside a feed, or behind its links. */
  kind: z.enum(['cap', 'atom', 'rss']),
  everySeconds: z.int().min(10, 'expected at least 10 seconds').max(86_400).default(60),
  /** Absent: messages are fetched, checked and listed, and none becomes a bulletin. */
  trusted: z.boolean().default(false),
});

/** How the messages of a CAP source become bulletins: whoever runs Loa decides. */
export const capSource = z
  .strictObject({
    id: slug,
    /** The issuer of Loa as whom its senders speak. */
    issuer: slug,
    /** CAP `sender` of its messages; no other is taken from it. */
    senders: z.array(z.string().min(1).max(500)).min(1, 'expected at least one CAP sender'),
    /** Whose law it is under, ISO 3166-1 alpha-2; other than VN: an alert from abroad. */
    country: z.string().regex(/^[A-Z]{2}$/, 'expected a country as two capital letters (ISO 3166-1), such as TH'),
    family: slug.optional(),
    /** Required: refused without a valid signature; preferred: flagged; ignored: not looked at. */
    signature: z.enum(['required', 'preferred', 'ignored']).default('preferred'),
    pins: z.array(pin).default([]),
    /** `valueName=value` of an eventCode, or an event's text in lower case. */
    hazards: z.record(z.string(), hazard).default({}),
    /** `valueName=value` of a geocode. */
    places: z.record(z.string(), z.array(place).min(1)).default({}),
    /** Bulletin type per hazard, where the usual one does not fit. */
    types: z.partialRecord(hazard, z.string()).default({}),
    /** How long a message without `expires` counts, hours. */
    validHours: z.number().positive().max(240).default(24),
    /** Absent: no citizen hears it, if it is from abroad. */
    citizens: citizenRule.optional(),
    poll: poll.optional(),
  })
  .superRefine((one, context) => {
    const say = (path: string[], message: string): void => context.addIssue({ code: 'custom', path, message });
    if (one.signature === 'required' && one.pins.length === 0) say(['pins'], 'expected at least one: a signature is required');
    if (one.citizens !== undefined && one.country === 'VN')
      say(['citizens'], 'expected no such field: only alerts from abroad are limited');
    for (const [of, type] of Object.entries(one.types))
      if (bulletinType(hazard.parse(of), type) === undefined) say(['types', of], 'expected a bulletin type of this hazard');
  });
export type CapSource = z.output<typeof capSource>;
export type CitizenRule = z.output<typeof citizenRule>;

/** Every source of an installation; a sender belongs to one of them. */
const capSources = z.array(capSource).superRefine((all, context) => {
  const seen = new Set<string>();
  const countries = new Map<string, string>();
  all.forEach(({ id, issuer, country, senders }, at) => {
    if ((countries.get(issuer) ?? country) !== country)
      context.addIssue({ code: 'custom', path: [at, 'country'], message: 'expected the country of its issuer’s other sources' });
    countries.set(issuer, country);
    for (const name of [`id ${id}`, ...senders.map((one) => `sender ${one}`)]) {
      if (seen.has(name)) context.addIssue({ code: 'custom', path: [at], message: 'expected ids and senders that no other source has' });
      seen.add(name);
    }
  });
});

/** {@link capSources} as the JSON text that a configuration holds. */
export const capSourcesText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'expected a JSON list of CAP sources' });
      return z.NEVER;
    }
  })
  .pipe(capSources);
