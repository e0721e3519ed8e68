import { bulletin } from '@loa/domain/bulletin';
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
          requestBody: { required: true, content: json(bulletin) },
          responses: {
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
