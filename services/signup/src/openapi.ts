import { phone } from '@loa/domain/audience';
import { addressAsked, ownChange, signup } from '@loa/domain/signup';
import { z } from 'zod';
import { PHONE_EXPECTED } from './phone.ts';
import { confirmBody } from './routes/confirm.ts';
import { hotlineBody } from './routes/hotline.ts';
import { leaveQuery, pointQuery } from './routes/me.ts';

/** Numbers are read as people write them before they are compared with the domain's E.164. */
const asWritten: z.core.ToJSONSchemaParams['override'] = ({ zodSchema, jsonSchema }) => {
  if (zodSchema !== phone) return;
  delete jsonSchema.pattern;
  jsonSchema.description = PHONE_EXPECTED;
};
const schema = (of: z.ZodType): unknown => z.toJSONSchema(of, { io: 'input', unrepresentable: 'any', override: asWritten });
const body = (of: z.ZodType) => ({ required: true, content: { 'application/json': { schema: schema(of) } } });
const query = (of: z.ZodObject) =>
  Object.entries(of.shape).map(([name, one]) => ({ name, in: 'query', schema: schema(z.instanceof(z.ZodType).parse(one)) }));
const problem = (description: string) => ({ description, content: { 'application/problem+json': {} } });
const json = (description: string) => ({ description, content: { 'application/json': {} } });
const page = (description: string) => ({ description, content: { 'text/html': {} } });
const problems = (more: Record<string, string>) =>
  Object.fromEntries(Object.entries(more).map(([status, description]) => [status, problem(description)]));

const ASKED = json('the request that the code is of, by which channel it comes, and until when it counts');
const COMMON = { '422': 'a field does not fit, a place is not known, or that way is not to be had here', '429': 'too many requests' };
const mine = { security: [{ token: [] }] };
const NOBODY = { '401': "not a subscriber's token" };
const tokenInPath = { name: 'token', in: 'path', required: true, schema: { type: 'string' } };
const codeInQuery = { name: 'code', in: 'query', required: true, schema: { type: 'string' } };

/** The HTTP API of sign-up, OpenAPI 3.1. */
export const openapi = {
  openapi: '3.1.0',
  info: {
    title: 'Loa sign-up',
    version: '0.1.0',
    description: 'People sign up for warnings, change what they get, and leave. Errors are RFC 9457 problems.',
  },
  components: {
    securitySchemes: {
      key: { type: 'http', scheme: 'bearer', description: "An operator's API key" },
      token: { type: 'http', scheme: 'bearer', description: "A subscriber's token, shown when a code was confirmed" },
    },
  },
  paths: {
    '/api/subscriptions': {
      post: {
        summary:
          'Sign up by phone or e-mail; a code or a link goes to the address, and nothing is entered before it came back; places are added to those of who is signed up already',
        requestBody: body(signup),
        responses: { '202': ASKED, ...problems({ ...COMMON, '503': 'no code could be sent' }) },
      },
    },
    '/api/subscriptions/link': {
      post: {
        summary: "Ask for a code that opens one's own subscription; the answer is the same whether or not there is one",
        requestBody: body(addressAsked),
        responses: { '202': ASKED, ...problems(COMMON) },
      },
    },
    '/api/opt-outs': {
      post: {
        summary: 'Ask for a code by which an address is told no more; the answer is the same whether or not it is known',
        requestBody: body(addressAsked),
        responses: { '202': ASKED, ...problems(COMMON) },
      },
    },
    '/api/subscriptions/confirm': {
      post: {
        summary: 'Take a code: six digits with their request, or the code of a link alone',
        requestBody: body(confirmBody),
        responses: {
          '200': json('what it came to, with a token where there is a subscription'),
          ...problems({
            '404': 'no such code',
            '409': 'used, or the address is taken',
            '410': 'expired',
            '422': 'wrong',
            '429': 'too many',
          }),
        },
      },
    },
    '/api/subscriptions/me': {
      get: {
        ...mine,
        summary: 'Places, needs and language; addresses are masked',
        responses: { '200': json('as it is'), ...problems(NOBODY) },
      },
      patch: {
        ...mine,
        summary: 'Change places, needs, language; what is in force at a new place comes at once',
        requestBody: body(ownChange),
        responses: { '200': json('as it is now'), ...problems({ ...NOBODY, ...COMMON }) },
      },
      delete: {
        ...mine,
        summary: 'Leave: nothing is sent any more',
        parameters: query(leaveQuery),
        responses: { '204': { description: 'left' }, ...problems(NOBODY) },
      },
    },
    '/api/subscriptions/me/address': {
      post: {
        ...mine,
        summary: 'Another address, or a second one; a code goes to it first',
        requestBody: body(addressAsked),
        responses: { '202': ASKED, ...problems({ ...NOBODY, ...COMMON }) },
      },
    },
    '/api/subscriptions/places': {
      get: {
        summary: 'The communes nearest to a point, nearest first, to choose from',
        parameters: query(pointQuery),
        responses: { '200': json('units and their names'), ...problems({ '400': 'a parameter does not fit' }) },
      },
    },
    '/api/hotline/opt-outs': {
      post: {
        security: [{ key: [] }],
        summary: 'An operator takes off whoever calls the hotline',
        requestBody: body(hotlineBody),
        responses: {
          '204': { description: 'told no more' },
          ...problems({
            '401': 'no key',
            '403': 'not an operator',
            '404': 'nobody who may leave has that address',
            '422': 'the body does not fit',
          }),
        },
      },
    },
    '/callbacks/twilio/inbound': {
      post: {
        summary: 'Answers by SMS, as Twilio posts them; STOP ends SMS to that number',
        responses: { '200': { description: 'taken', content: { 'text/xml': {} } }, ...problems({ '403': 'not signed by Twilio' }) },
      },
    },
    '/subscriptions/confirm': {
      get: {
        summary: 'The page that a message links to; it changes nothing',
        parameters: [codeInQuery],
        responses: { '200': page('a button') },
      },
      post: {
        summary: 'Its button',
        parameters: [codeInQuery],
        responses: { '200': page('what it came to'), '404': page('no such code') },
      },
    },
    '/unsubscribe/{token}': {
      get: { summary: 'A page with a button; it changes nothing', parameters: [tokenInPath], responses: { '200': page('a button') } },
      post: {
        summary: 'No more e-mail, at once (RFC 8058)',
        parameters: [tokenInPath],
        responses: { '200': page('done'), '404': page('not one of our links'), '409': page('a body that must be supplied') },
      },
    },
  },
} as const;
