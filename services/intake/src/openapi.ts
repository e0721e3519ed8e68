import { audience, channel, mobileOperators } from '@loa/domain/audience';
import { bulletin, status } from '@loa/domain/bulletin';
import { placeRef } from '@loa/domain/place';
import { assessedArea, raiseProposal } from '@loa/domain/risk';
import { warningEntry } from '@loa/domain/warning';
import { z } from 'zod';
import { deskPaths } from './openapi-desk.ts';
import { CAP_TYPES } from './routes/bulletins.ts';

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), expected: z.string(), rule: z.string().optional() })).optional(),
});

const instant = z.iso.datetime();
const way = z.object({
  id: z.string(),
  seriesId: z.string(),
  eventId: z.string(),
  issuer: z.string(),
  acceptedAt: instant,
  publishedAt: instant.nullable(),
  assessedAt: instant.nullable(),
  level: z.int().min(1).max(5).nullable(),
  assessment: z.object({ rulebook: z.string(), areas: z.array(assessedArea), raises: z.array(raiseProposal).optional() }).nullable(),
  decision: z.enum(['issued', 'repeat', 'stale', 'sequence-conflict', 'nothing-to-say']).nullable(),
  reason: z.string().nullable(),
  decidedAt: instant.nullable(),
  warning: z
    .object({
      id: z.string(),
      number: z.int(),
      issuedAt: instant,
      expiresAt: instant,
      cancelledBy: z.string().nullable(),
      recalledAt: instant.nullable(),
      noListener: z.array(z.string()).describe('Places that nobody has asked for'),
    })
    .nullable(),
  deliveries: z.array(z.object({ channel: channel, state: z.string(), count: z.int() })),
});

const texts = z.object({ email: z.object({ subject: z.string(), text: z.string() }), sms: z.string(), segments: z.int() });
const inLanguages = z.object({ vi: texts, en: texts });
const spoken = z.object({ headline: z.string(), crawl: z.string(), radio: z.string(), loudspeaker: z.string() });
const named = z.object({ vi: z.string(), en: z.string() }).describe('Its places in words');
const count = z.int().min(0);
const onChannels = { people: count, email: count, sms: count, voice: count };
/** Whom it would be sent to: counts of people and messages, never a person. */
const reach = z.object({
  people: count,
  messages: count,
  untold: z.record(z.string(), count).describe('Channels of people who would not be told, by reason'),
  audiences: z.array(z.object({ audience, ...onChannels })),
  provinces: z.array(
    z.object({
      province: z.string().nullable().describe('null: at sea'),
      name: z.string().nullable(),
      ...onChannels,
      late: count.nullable().describe('Messages that would go out after the onset there; null where no rate is known'),
    }),
  ),
  channels: z.array(
    z.object({
      channel,
      messages: count,
      segments: count.nullable().describe('Of SMS'),
      held: count.describe('Messages that wait for 06:00'),
      ahead: count.describe('Deliveries that wait in the same and higher lanes'),
      perSecond: z.number().nullable(),
      minutes: z.number().nullable().describe('Until the last message is out'),
      late: count.nullable(),
      lateShare: z.number().nullable(),
    }),
  ),
  noListener: z.array(z.string()).describe('Places that nobody has asked for'),
});
const sms = z.object({
  audience,
  language: z.string().describe('Of its words: vi, en, or vi-x-plain without marks'),
  reason: z.string(),
  text: z.string(),
  template: z.string().describe('The built-in template that it is an instance of'),
  operators: z
    .partialRecord(
      z.enum(mobileOperators),
      z.object({
        template: z.string().describe('By which it goes'),
        registered: z.boolean().describe('Does what goes fit a template that is registered there?'),
        reason: z.enum(['not-registered', 'matches-none']).nullable().describe('Why it is the emergency template'),
      }),
    )
    .describe('Operators that a template is configured for'),
});
const preview = z.object({
  id: z.string(),
  status,
  rulebook: z.string(),
  areas: z.array(assessedArea.extend({ at: z.int().describe('Of which area of the bulletin'), named, places: z.array(placeRef) })),
  raises: z.array(raiseProposal),
  decision: z.enum(['issued', 'repeat', 'stale', 'sequence-conflict', 'nothing-to-say']),
  reason: z.string().nullable(),
  changes: z.array(
    warningEntry
      .omit({ verdict: true })
      .extend({ named, keptHigher: z.boolean().describe('The places keep the level before, which is higher') }),
  ),
  texts: z.object({ citizen: inLanguages, agency: inLanguages, onAir: z.object({ vi: spoken, en: spoken }) }).nullable(),
  toType: z.string().nullable().describe('What whoever sends a real warning types first'),
  sms: z.array(sms).nullable(),
  reach: reach.nullable(),
});
/** What was noticed in a message in CAP, and what a bulletin could not hold of it. */
const findings = z.array(z.object({ element: z.string(), rule: z.string(), says: z.string() })).optional();
const words = z.object({ vi: z.string(), en: z.string() });
const rulebook = z.object({
  id: z.string(),
  country: z.string(),
  title: words,
  inForceFrom: instant,
  inForceTo: instant.nullable(),
  tables: z.array(
    z.object({
      hazards: z.array(z.string()),
      article: z.int(),
      title: words,
      note: words.optional(),
      rows: z.array(
        z.object({
          level: z.int(),
          clause: z.string(),
          status: z.enum(['confirmed', 'provisional', 'contested']),
          source: z.string(),
          condition: words,
          when: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  ),
  contested: z.array(z.object({ hazard: z.string(), article: z.int() })),
});

const json = (schema: z.ZodType) => ({ 'application/json': { schema: z.toJSONSchema(schema, { io: 'input' }) } });
const messages = Object.fromEntries(
  CAP_TYPES.map((type) => [type, { schema: { type: 'string', description: 'One CAP alert, 1.0 to 1.2' } }]),
);
const answers = (problems: Readonly<Record<number, string>>) =>
  Object.fromEntries(
    Object.entries(problems).map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    ]),
  );

/** The OpenAPI 3.1 document of intake, made from the schemas that check the requests. */
export function openApi(): Record<string, unknown> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Loa intake',
      version: '1',
      description: 'Takes bulletins in. Errors are RFC 9457 problem documents that name the field.',
    },
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key' } },
      schemas: { Problem: z.toJSONSchema(problem) },
    },
    security: [{ key: [] }],
    paths: {
      '/api/bulletins': {
        post: {
          summary: 'Take in a bulletin',
          parameters: [
            {
              name: 'dryRun',
              in: 'query',
              description: 'true: answers levels, changes, texts and reach; stores and publishes nothing',
              schema: { enum: ['true', 'false'], default: 'false' },
            },
            {
              name: 'templates',
              in: 'query',
              description:
                'Of a dry run. registered: refused where an SMS fits no template registered at an operator; emergency: told by which it goes',
              schema: { enum: ['registered', 'emergency'], default: 'registered' },
            },
            {
              name: 'after',
              in: 'query',
              description:
                'Last sequence of the series as whoever writes has seen it, 0 for none: refused where a newer bulletin is there. JSON only',
              schema: { type: 'integer', minimum: 0 },
            },
          ],
          requestBody: { required: true, content: { ...json(bulletin), ...messages } },
          responses: {
            200: { description: 'The dry run: what would become of it', content: json(preview.extend({ findings })) },
            202: { description: 'Taken, or taken before: its derived id', content: json(z.object({ id: z.string(), findings })) },
            ...answers({
              400: 'Not JSON, or not XML that may be parsed',
              401: 'Unknown key',
              403: "Another issuer's bulletin or sender, or a hazard or place outside the authority",
              409: 'Another bulletin stands under this id, another message under this identity, or the series has moved on since `after`',
              413: 'Larger than 1 MiB',
              415: 'Neither JSON nor CAP',
              422: 'A field, element, place, validity or signature does not fit: each by its path, and by its rule in CAP; of a dry run also an SMS',
              503: 'An engine does not answer: come again after Retry-After seconds',
              507: 'The storage is full',
            }),
          },
        },
      },
      '/api/rulebook': {
        get: {
          summary: 'The rulebook in force, with every row',
          security: [],
          responses: { 200: { description: 'The tables', content: json(rulebook) }, ...answers({ 404: 'None is in force there' }) },
          parameters: [{ name: 'country', in: 'query', description: 'ISO 3166-1 alpha-2', schema: { type: 'string', default: 'VN' } }],
        },
      },
      '/api/bulletins/{id}': {
        get: {
          summary: "A bulletin's way through the pipeline",
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: {
            200: { description: 'The way so far', content: json(way) },
            ...answers({ 401: 'Unknown key', 404: 'No such bulletin' }),
          },
        },
      },
      '/api/bulletins/{id}/source': {
        get: {
          summary: 'The CAP message that a bulletin was made of, as it came; for operators',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: {
            200: { description: 'The message', content: { 'application/cap+xml': {} } },
            ...answers({ 401: 'Unknown key', 403: 'Not an operator', 404: 'No such bulletin, or it did not come as CAP' }),
          },
        },
      },
      ...deskPaths({ json, answers }),
    },
  };
}
