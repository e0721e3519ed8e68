import { bulletin, officialDocument } from '@loa/domain/bulletin';
import { placeRef } from '@loa/domain/place';
import { z } from 'zod';
import { documentQuery } from './routes/documents.ts';
import { draftBody } from './routes/drafts.ts';
import { placesQuery } from './routes/places.ts';
import { extensionBody } from './routes/series.ts';

interface Parts {
  readonly json: (schema: z.ZodType) => object;
  readonly answers: (problems: Readonly<Record<number, string>>) => object;
}

const instant = z.iso.datetime();
const words = z.object({ vi: z.string(), en: z.string() });
const last = z.object({
  id: z.string(),
  sequence: z.int(),
  type: z.string(),
  title: words.loose().nullable().describe('Of the type, as the trade writes it'),
  finishedAt: instant,
  decision: z.enum(['issued', 'repeat', 'stale', 'sequence-conflict', 'nothing-to-say']).nullable(),
  reason: z.string().nullable(),
});
const summary = z.object({
  id: z.string(),
  family: z.string(),
  event: z.object({ id: z.string(), name: words.partial({ en: true }).optional() }),
  hazard: z.string(),
  status: z.enum(['Actual', 'Exercise', 'Test']),
  standing: z.enum(['waiting', 'not-issued', 'in-force', 'recalled', 'ended', 'cancelled', 'lapsed']),
  last,
  warning: z
    .object({ id: z.string(), expiresAt: instant, recalledAt: instant.nullable(), level: z.int().nullable() })
    .nullable()
    .describe('The last of the series'),
  nextDue: z
    .object({
      at: instant,
      why: z.enum(['eight-a-day', 'four-a-day', 'runs-out']),
      by: z.enum(['decision-18', 'rule-2014', 'rule-2020', 'runs-out']),
    })
    .nullable(),
});
const readBack = summary.extend({
  at: instant,
  bulletins: z.array(
    z.object({ id: z.string(), bulletin, acceptedAt: instant, decision: last.shape.decision, reason: z.string().nullable() }),
  ),
  next: z.object({
    bulletin: bulletin.describe('What a form opens with'),
    moved: z.array(z.string()).describe('Paths that differ from the bulletin it was made from'),
    from: z.string(),
  }),
});
const draft = draftBody.extend({
  id: z.string(),
  savedBy: z.string(),
  savedAt: instant,
  stale: z.boolean().describe('The series has moved on'),
});
const place = z.object({ at: placeRef, label: words, units: z.int() });

const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const asked = (name: string, schema: z.ZodType) => ({ name, in: 'query', required: true, schema: z.toJSONSchema(schema) });
const notYours = { 401: 'Unknown key', 403: 'Not a forecaster of the issuer' };

/** The desk's part of intake's document. */
export function deskPaths({ json, answers }: Parts): Record<string, unknown> {
  const body = (of: z.ZodType) => ({ required: true, content: json(of) });
  const good = (description: string, of: z.ZodType) => ({ description, content: json(of) });
  return {
    '/api/series': {
      get: {
        summary: "The series of the caller's issuer of the last 14 days, with how they stand and when the next bulletin is due",
        responses: {
          200: good('Recalled ones and those due soonest first, closed ones last', z.object({ at: instant, series: z.array(summary) })),
          ...answers(notYours),
        },
      },
    },
    '/api/series/{id}': {
      get: {
        summary: 'The last bulletins of a series, and the next one as a proposal',
        parameters: [id],
        responses: { 200: good('Highest sequence first', readBack), ...answers({ ...notYours, 404: 'No such series' }) },
      },
    },
    '/api/series/{id}/extension': {
      post: {
        summary: 'Send the last bulletin once more with every window so many hours longer',
        parameters: [id],
        requestBody: body(extensionBody),
        responses: {
          202: good('Taken', z.object({ id: z.string() })),
          ...answers({ ...notYours, 404: 'No such series', 409: 'The series has moved on, is closed, or its last bulletin is partial' }),
        },
      },
    },
    '/api/drafts': {
      get: {
        summary: "Drafts of the caller's issuer",
        responses: { 200: good('Newest first', z.object({ drafts: z.array(draft) })), ...answers(notYours) },
      },
    },
    '/api/drafts/{id}': {
      put: {
        summary: 'Save a draft over the version that it was made from',
        parameters: [id],
        requestBody: body(draftBody),
        responses: {
          200: good('Its version', z.object({ id: z.string(), version: z.int() })),
          ...answers({ ...notYours, 409: 'Somebody else has saved it meanwhile', 422: 'A field does not fit' }),
        },
      },
      delete: { summary: 'Throw a draft away', parameters: [id], responses: { 204: { description: 'Gone' }, ...answers(notYours) } },
    },
    '/api/documents': {
      post: {
        summary: 'Hand in an official document, a PDF or .docx of at most 10 MiB; a bulletin names it by the answer',
        parameters: [asked('name', documentQuery.shape.name)],
        requestBody: { required: true, content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
        responses: {
          201: good('Kept, or kept before', officialDocument),
          ...answers({ ...notYours, 413: 'Larger than 10 MiB', 415: 'Neither PDF nor .docx, by its bytes' }),
        },
      },
    },
    '/api/places': {
      get: {
        summary: 'What a typed name may mean, in any spelling, former names included',
        parameters: [asked('q', placesQuery.shape.q)],
        responses: {
          200: good('The likeliest first', z.object({ places: z.array(place) })),
          ...answers({ 400: 'Too short', 401: 'Unknown key' }),
        },
      },
    },
  };
}
