import { bulletin } from '@loa/domain/bulletin';
import { assessedArea, raiseProposal } from '@loa/domain/risk';
import { warningEntry } from '@loa/domain/warning';
import { z } from 'zod';

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), expected: z.string() })).optional(),
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
    })
    .nullable(),
  deliveries: z.array(z.object({ channel: z.enum(['email', 'sms']), state: z.string(), count: z.int() })),
});

const texts = z.object({ email: z.object({ subject: z.string(), text: z.string() }), sms: z.string() });
const inLanguages = z.object({ vi: texts, en: texts });
const preview = z.object({
  id: z.string(),
  rulebook: z.string(),
  areas: z.array(assessedArea),
  raises: z.array(raiseProposal),
  decision: z.enum(['issued', 'repeat', 'stale', 'sequence-conflict', 'nothing-to-say']),
  reason: z.string().nullable(),
  changes: z.array(warningEntry.omit({ verdict: true })),
  texts: z.object({ citizen: inLanguages, agency: inLanguages }).nullable(),
});
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
              description: 'true: answers levels, changes and texts, stores and publishes nothing',
              schema: { enum: ['true', 'false'], default: 'false' },
            },
          ],
          requestBody: { required: true, content: json(bulletin) },
          responses: {
            200: { description: 'The dry run: what would become of it', content: json(preview) },
            202: { description: 'Taken, or taken before: its derived id', content: json(z.object({ id: z.string() })) },
            ...answers({
              400: 'Not JSON',
              401: 'Unknown key',
              403: "Another issuer's bulletin, or a hazard or place outside the authority",
              409: 'Another bulletin stands under this id',
              413: 'Larger than 1 MiB',
              415: 'Not application/json',
              422: 'A field, place or validity does not fit',
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
    },
  };
}
