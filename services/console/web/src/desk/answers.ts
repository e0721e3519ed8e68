import { hazard } from '@loa/domain/bulletin';
import { z } from 'zod';

const instant = z.string();
const words = z.object({ vi: z.string(), en: z.string() });
const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]).nullable();
const written = z.record(z.string(), z.unknown());

const summary = z.object({
  id: z.string(),
  family: z.string(),
  event: z.object({ id: z.string(), name: z.object({ vi: z.string(), en: z.string().optional() }).optional() }),
  hazard,
  status: z.enum(['Actual', 'Exercise', 'Test']),
  standing: z.enum(['waiting', 'not-issued', 'in-force', 'recalled', 'ended', 'cancelled', 'lapsed']),
  last: z.object({
    id: z.string(),
    sequence: z.number(),
    type: z.string(),
    title: words.nullable(),
    finishedAt: instant,
    reason: z.string().nullable(),
  }),
  warning: z.object({ id: z.string(), expiresAt: instant, recalledAt: instant.nullable(), level }).nullable(),
  nextDue: z
    .object({
      at: instant,
      why: z.enum(['eight-a-day', 'four-a-day', 'runs-out']),
      by: z.enum(['decision-18', 'rule-2014', 'rule-2020', 'runs-out']),
    })
    .nullable(),
});
/** A series as the desk lists it. */
export type Series = z.output<typeof summary>;
export const seriesList = z.object({ at: instant, series: z.array(summary) });
export const seriesRead = summary.extend({
  at: instant,
  bulletins: z.array(z.object({ id: z.string(), bulletin: written })),
  next: z.object({ bulletin: written, moved: z.array(z.string()), from: z.string() }),
});
export type SeriesRead = z.output<typeof seriesRead>;

const draft = z.object({
  ...{ id: z.string(), title: z.string(), seriesId: z.string().nullable(), after: z.number(), version: z.number() },
  ...{ content: written, savedBy: z.string(), savedAt: instant, stale: z.boolean() },
});
export type Draft = z.output<typeof draft>;
export const draftList = z.object({ drafts: z.array(draft) });
export const savedDraft = z.object({ id: z.string(), version: z.number() });

const at = z.record(z.string(), z.unknown());
export const placeList = z.object({ places: z.array(z.object({ at, label: words, units: z.number() })) });
export type OfferedPlace = z.output<typeof placeList>['places'][number];

export const officialDocument = z.object({ name: z.string(), mediaType: z.string(), size: z.number(), sha256: z.string() });

const verdict = z.union([
  z.object({ kind: z.literal('level'), level, clause: z.string(), met: words, status: z.string() }),
  z.object({ kind: z.literal('none'), reason: z.string() }),
]);
const assessed = z.object({
  ...{
    at: z.number(),
    named: words,
    units: z.array(z.string()),
    places: z.array(z.record(z.string(), z.unknown())),
    level,
    source: z.enum(['announced', 'proposed']).nullable(),
    verdict,
  },
  difference: z.enum(['announced-higher', 'announced-lower']).optional(),
});
export type Assessed = z.output<typeof assessed>;

const texts = z.object({ email: z.object({ subject: z.string(), text: z.string() }), sms: z.string(), segments: z.number() });
const onAir = z.object({ headline: z.string(), crawl: z.string(), radio: z.string(), loudspeaker: z.string() });
const both = <T extends z.ZodType>(of: T) => z.object({ vi: of, en: of });
const count = z.number().nullable();
/** What the dry run answers. */
export const preview = z.object({
  status: summary.shape.status,
  areas: z.array(assessed),
  raises: z.array(z.object({ allowed: z.array(z.number()), reason: words })),
  decision: z.string(),
  reason: z.string().nullable(),
  changes: z.array(
    z.object({ change: z.string(), level, previousLevel: level, keptHigher: z.boolean(), named: words, units: z.array(z.string()) }),
  ),
  texts: z.object({ citizen: both(texts), agency: both(texts), onAir: both(onAir) }).nullable(),
  sms: z
    .array(
      z.object({
        text: z.string(),
        template: z.string(),
        operators: z.record(z.string(), z.object({ template: z.string(), registered: z.boolean() })),
      }),
    )
    .nullable(),
  toType: z.string().nullable(),
  reach: z
    .object({
      ...{ people: z.number(), messages: z.number(), noListener: z.array(z.string()) },
      audiences: z.array(z.object({ audience: z.string(), people: z.number(), email: z.number(), sms: z.number() })),
      provinces: z.array(z.object({ name: z.string().nullable(), late: count })),
      channels: z.array(
        z.object({ channel: z.string(), messages: z.number(), segments: count, minutes: count, late: count, held: z.number() }),
      ),
    })
    .nullable(),
});
export type Preview = z.output<typeof preview>;

export const taken = z.object({ id: z.string() });
/** A bulletin on its way. */
export const way = z.object({
  id: z.string(),
  seriesId: z.string(),
  level,
  decision: z.string().nullable(),
  reason: z.string().nullable(),
  warning: z.object({ id: z.string(), expiresAt: instant, recalledAt: instant.nullable() }).nullable(),
  deliveries: z.array(z.object({ channel: z.string(), state: z.string(), count: z.number() })),
});
export const recalled = z.object({ warning: z.string(), stopped: z.number(), started: z.number() });
