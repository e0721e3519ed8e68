import { z } from 'zod';
import { placeRef } from '../place/place-ref.ts';
import { instant, timeWindow } from '../time.ts';
import { bulletinType, bulletinTypes } from './bulletin-type.ts';
import { type Hazard, hazardIds } from './hazard.ts';
import { officialDocument } from './official-document.ts';
import { PARAMETERS } from './parameters/index.ts';

/** How issuers, families and events are named. */
export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected 1 to 64 lower-case letters, digits and hyphens');
const name = z.strictObject({ vi: z.string().min(1).max(200), en: z.string().min(1).max(200).optional() });

/** Disaster risk level 1-5 (Decision 18/2021/QĐ-TTg, Article 4). */
export const level = z.int('expected a whole number from 1 to 5').min(1).max(5);
export type Level = z.output<typeof level>;

/** CAP status: only Actual ever reaches people outside an exercise. */
export const status = z.enum(['Actual', 'Exercise', 'Test']);
export type Status = z.output<typeof status>;

/** What people should do, in CAP responseType's words, weakest first. */
export const response = z.enum(['Monitor', 'Prepare', 'Avoid', 'Shelter', 'Evacuate']);
export type Response = z.output<typeof response>;

/** CAP 1.2 severity, section 3.2.2. */
export const severity = z.enum(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']);
export type Severity = z.output<typeof severity>;

/** CAP 1.2 certainty, section 3.2.2. */
export const certainty = z.enum(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown']);
export type Certainty = z.output<typeof certainty>;

/** Places that share one forecast over one window. */
const area = <P extends z.ZodType>(parameters: P) =>
  z.strictObject({
    places: z.array(placeRef).min(1, 'expected at least one place'),
    window: timeWindow,
    /** When the hazard reaches these places; `window.from` where absent. */
    onset: instant.optional(),
    parameters,
    /** Whether the parameters were measured or are expected; absent: expected. */
    basis: z.enum(['forecast', 'observed']).optional(),
    /** CAP certainty as the issuer gives it; absent: by `basis`. */
    certainty: certainty.optional(),
    /** CAP severity as the issuer gives it; sets the level of alerts from abroad alone. */
    severity: severity.optional(),
    /** The level that the issuer announces here, or the range [low, high] it gives. */
    announcedLevel: z
      .union([level, z.tuple([level, level]).refine(([low, high]) => low <= high, { error: 'expected a range [low, high]' })], {
        error: 'expected a level from 1 to 5 or a range [low, high] of levels',
      })
      .optional(),
    /** Why the issuer announces another level than the table gives. */
    levelReason: z.string().min(1).max(500).optional(),
    response: response.optional(),
    /** Names of fields that a replay filled in because the published text does not hold them. */
    reconstructed: z.array(z.string()).optional(),
  });

const lat = z.number().min(-90).max(90);
const lon = z.number().min(-180).max(180);
const force = z.union([z.number().min(0).max(17), z.tuple([z.number().min(0).max(17), z.number().min(0).max(17)])]);
const position = z.strictObject({
  at: instant.optional(),
  lat: lat.optional(),
  lon: lon.optional(),
  /** Where in words, as the bulletin says it. */
  place: z.string().max(300).optional(),
  windForce: force.optional(),
  gustForce: force.optional(),
});

/** Centre, movement, forecast steps and danger box of a storm or depression. Speeds in km/h, degrees WGS 84. */
export const storm = z.strictObject({
  centre: position,
  movement: z
    .strictObject({
      direction: z.string().max(60).optional(),
      speedKmh: z.union([z.number().min(0).max(150), z.tuple([z.number(), z.number()])]).optional(),
    })
    .optional(),
  steps: z.array(position).max(40).default([]),
  dangerBox: z.strictObject({ south: lat, north: lat, west: lon, east: lon }).optional(),
});

/** An order to leave, by whoever may give it (Law on Natural Disaster Prevention and Control); for the areas whose response is Evacuate. */
export const order = z.strictObject({ authority: z.string().min(1).max(200), text: z.string().min(1).max(2000).optional(), at: instant });

const base = z.strictObject({
  issuer: slug,
  /** The issuer above it who speaks in its series; absent: it speaks itself. */
  givenBy: slug.optional(),
  /** Bulletin family within the event, such as `tropical-cyclone` or `surge`: issuer × family × event is a series. */
  family: slug,
  event: z.strictObject({ id: slug, name: name.optional() }),
  type: z.string().min(1),
  sequence: z.int('expected a whole number from 1').min(1),
  finishedAt: instant,
  status,
  /** Country whose rulebook applies, ISO 3166-1 alpha-2; absent: Viet Nam (`VN`). */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected a country as two capital letters (ISO 3166-1), such as VN')
    .optional(),
  /** `full`: places not named are no longer warned by this series; `partial`: it speaks only of what it names. */
  scope: z.enum(['full', 'partial']),
  urgency: z.enum(['Immediate', 'Expected', 'Future']).optional(),
  order: order.optional(),
  text: z.strictObject({ vi: z.string().max(20_000), en: z.string().max(20_000).optional() }).optional(),
  /** The issuer's document, which outranks Loa's text. */
  document: officialDocument.optional(),
  replayOf: z.strictObject({ id: z.string(), finishedAt: instant, publisher: z.string(), source: z.url() }).optional(),
  /** Of an alert from abroad: the places whose citizens may hear it, by the rule of its source; absent: no citizen does. */
  citizens: z.array(placeRef).min(1, 'expected at least one place').max(500).optional(),
});

const of = <H extends Hazard>(...hazards: [H, ...H[]]) =>
  base.extend({ hazard: z.enum(hazards), areas: z.array(area(PARAMETERS[hazards[0]])).max(500) });

/**
 * One issue in a series. An `end` or `cancel` bulletin may name no areas: it speaks of everything its series warned of.
 */
export const bulletin = z
  .discriminatedUnion(
    'hazard',
    [
      of('storm', 'tropical-depression').extend({ storm: storm.optional() }),
      of('surge'),
      of('heavy-rain'),
      of('river-flood'),
      of('flash-flood-landslide'),
      of('heat'),
      of('drought'),
      of('salt-intrusion'),
      of('strong-wind-at-sea'),
      of('fog'),
      of('whirlwind-lightning-hail'),
      of('severe-cold'),
      of('forest-fire'),
      of('earthquake'),
      of('tsunami'),
      of('high-tide'),
      of('large-waves'),
      of('dam-release'),
      of('subsidence'),
      of('other').extend({ hazardName: name }),
    ],
    {
      error: ({ input }) =>
        typeof input !== 'object' || input === null || Array.isArray(input)
          ? 'expected a bulletin: a JSON object'
          : `unknown hazard; expected one of: ${hazardIds.join(', ')}`,
    },
  )
  .superRefine((value, context) => {
    const type = bulletinType(value.hazard, value.type);
    if (type === undefined) {
      const known = bulletinTypes(value.hazard).map((one) => one.id);
      context.addIssue({ code: 'custom', path: ['type'], message: `expected one of: ${known.join(', ')}` });
      return;
    }
    if ((type.action === 'issue' || type.action === 'correct') && value.areas.length === 0)
      context.addIssue({ code: 'custom', path: ['areas'], message: `a bulletin of type "${value.type}" must name at least one area` });
    if (value.citizens !== undefined && !isForeign(value))
      context.addIssue({ code: 'custom', path: ['citizens'], message: 'expected no such field: only an alert from abroad is limited' });
    if (value.type === 'quick' && value.scope !== 'partial')
      context.addIssue({
        code: 'custom',
        path: ['scope'],
        message: 'a quick bulletin (tin nhanh) speaks only of what it names: expected "partial"',
      });
  });
export type Bulletin = z.output<typeof bulletin>;
export type BulletinArea = Bulletin['areas'][number];
export type Storm = z.output<typeof storm>;

/** Whether a bulletin is an alert from abroad: not under the law of Viet Nam, and not for citizens unless a rule lets it pass. */
export function isForeign({ country }: { readonly country?: string | undefined }): boolean {
  return country !== undefined && country !== 'VN';
}

/** Series: issuer × family × event. Sequence, repeat and staleness are judged inside it only. */
export function seriesId(of: { issuer: string; family: string; event: { id: string } }): string {
  return `${of.issuer}.${of.family}.${of.event.id}`;
}

const BULLETIN_ID = /^([a-z0-9-]{1,64})\.([a-z0-9-]{1,64})\.([a-z0-9-]{1,64})\.([1-9]\d{0,14})$/;

/** What {@link bulletinId} was made of; null where it is no such id. */
export function partsOfBulletinId(id: string): { issuer: string; family: string; eventId: string; sequence: number } | null {
  const [, issuer, family, eventId, sequence] = BULLETIN_ID.exec(id) ?? [];
  if (issuer === undefined || family === undefined || eventId === undefined) return null;
  return { issuer, family, eventId, sequence: Number(sequence) };
}

/** Derived, so that the same bulletin sent twice is one: series and sequence. */
export function bulletinId(of: { issuer: string; family: string; event: { id: string }; sequence: number }): string {
  return `${seriesId(of)}.${of.sequence}`;
}
