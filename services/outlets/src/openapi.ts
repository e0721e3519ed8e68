import { airedBody } from '@loa/domain/airing';
import { outletChange, outletProfile } from '@loa/domain/outlet';
import { z } from 'zod';
import { cursorBody, replayBody } from './routes/me.ts';
import { blockBody } from './routes/operators.ts';
import { hubForm } from './routes/websub.ts';

const schema = (of: z.ZodType): unknown => z.toJSONSchema(of, { io: 'input', unrepresentable: 'any' });
const body = (of: z.ZodType, type = 'application/json') => ({ required: true, content: { [type]: { schema: schema(of) } } });
const problems = (of: Readonly<Record<number, string>>) =>
  Object.fromEntries(
    Object.entries(of).map(([status, description]) => [status, { description, content: { 'application/problem+json': {} } }]),
  );
const answers = (good: string, of: Readonly<Record<number, string>>) => ({
  200: { description: good, content: { 'application/json': {} } },
  ...problems(of),
});
const LIMITED = { 429: 'too many requests: come again after Retry-After seconds' } as const;
const OUTLET = { 401: 'no token, or one that is not known', ...LIMITED } as const;
const OPERATOR = { 401: 'no key, or one that is not known', 403: 'not an operator' } as const;
const BY_OUTLET = [{ token: [] }];
const BY_OPERATOR = [{ key: [] }];
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const warningId = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

const code = { name: 'code', in: 'query', required: true, schema: { type: 'string' } };
const page = {
  200: { description: 'a page', content: { 'text/html': {} } },
  404: { description: 'no such code, or used, or expired', content: { 'text/html': {} } },
  ...problems(LIMITED),
};

/** The HTTP API of outlets, OpenAPI 3.1. */
export const openapi = {
  openapi: '3.1.0',
  info: {
    title: 'Loa outlets',
    version: '0.1.0',
    description:
      'Media that get warnings pushed: webhooks signed after Standard Webhooks 1.0, e-mail, and a WebSub hub. Errors are RFC 9457 problems.',
  },
  components: {
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer', description: "An outlet's token, shown when it registers" },
      key: { type: 'http', scheme: 'bearer', description: "An operator's API key" },
    },
  },
  paths: {
    '/api/outlets': {
      post: {
        summary: 'Ask to become an outlet; an operator decides. Token and signing secret are shown this once',
        security: [],
        requestBody: body(outletProfile),
        responses: {
          201: { description: 'The outlet, its token and its secret', content: { 'application/json': {} } },
          ...problems({ 422: 'a field does not fit, or the address may not be called', ...LIMITED }),
        },
      },
      get: {
        summary: 'Every outlet with its cursors and lag, and which have not proved their path for seven days',
        security: BY_OPERATOR,
        responses: answers('the outlets', OPERATOR),
      },
    },
    '/api/outlets/{id}/approve': {
      post: {
        summary: 'Serve an outlet from now on; one that was blocked goes on from where it was',
        security: BY_OPERATOR,
        parameters: [id],
        responses: answers('the outlet', { ...OPERATOR, 404: 'no such outlet' }),
      },
    },
    '/api/outlets/{id}/block': {
      post: {
        summary: 'Serve an outlet no longer',
        security: BY_OPERATOR,
        parameters: [id],
        requestBody: body(blockBody),
        responses: answers('the outlet', { ...OPERATOR, 404: 'no such outlet', 422: 'the body does not fit' }),
      },
    },
    '/api/outlets/{id}/token': {
      post: {
        summary: 'Another token for an outlet that has lost its own, shown this once; the former one ends at once',
        security: BY_OPERATOR,
        parameters: [id],
        responses: answers('the outlet and its token', { ...OPERATOR, 404: 'no such outlet' }),
      },
    },
    '/api/outlets/me': {
      get: {
        summary: 'Where the outlet stands: cursors, lag, last success, last failures, schedule of retries',
        security: BY_OUTLET,
        responses: answers('the outlet', OUTLET),
      },
      patch: {
        summary: 'Change way, filters, statuses or language',
        security: BY_OUTLET,
        requestBody: body(outletChange),
        responses: answers('the outlet', { ...OUTLET, 422: 'a field does not fit, or the address may not be called' }),
      },
    },
    '/api/outlets/confirm': {
      get: {
        summary: 'A page with a button that confirms an e-mail address; opening it changes nothing',
        security: [],
        parameters: [code],
        responses: page,
      },
      post: { summary: 'Confirm the e-mail address that the code was sent to', security: [], parameters: [code], responses: page },
    },
    '/api/outlets/me/confirmation': {
      post: {
        summary: 'Send another code to an e-mail address that is not confirmed; the one before it counts no more',
        security: BY_OUTLET,
        responses: answers('whether it was sent', { ...OUTLET, 409: 'nothing to confirm' }),
      },
    },
    '/api/outlets/me/secret': {
      post: {
        summary: 'Another signing secret, shown this once; until `formerUntil` calls carry a signature by the former one as well',
        security: BY_OUTLET,
        responses: answers('the secret', OUTLET),
      },
    },
    '/api/outlets/me/token': {
      post: {
        summary: 'Another token, shown this once; the former one ends at once',
        security: BY_OUTLET,
        responses: answers('the token', OUTLET),
      },
    },
    '/api/outlets/me/test': {
      post: {
        summary: 'Send a Test item to the webhook or the e-mail address over the way that warnings take, and say what came of it',
        security: BY_OUTLET,
        responses: answers('what came of it', {
          ...OUTLET,
          409: 'not approved, not confirmed, or not pushed to',
          503: 'too many calls are under way',
        }),
      },
    },
    '/api/outlets/me/replay': {
      post: {
        summary: 'Go back, so that the number after `after` is sent next, with the same webhook-id as before',
        security: BY_OUTLET,
        requestBody: body(replayBody),
        responses: answers('the outlet', {
          ...OUTLET,
          409: 'not approved, not confirmed, or not pushed to',
          422: 'the outlet has not come so far',
        }),
      },
    },
    '/api/outlets/me/cursor': {
      put: {
        summary: 'Say how far a sequence was read by one that is not pushed to: proves the path',
        security: BY_OUTLET,
        requestBody: body(cursorBody),
        responses: answers('the outlet', { ...OUTLET, 409: 'the outlet is pushed to', 422: 'a status that is not followed' }),
      },
    },
    '/api/warnings/{id}/aired': {
      post: {
        summary: 'Say that a warning was aired; once per airing of the air plan, a second report is answered with the first',
        security: BY_OUTLET,
        parameters: [warningId],
        requestBody: body(airedBody),
        responses: {
          201: { description: 'The report, and whether it was late', content: { 'application/json': {} } },
          ...answers('the report that was there', {
            ...OUTLET,
            404: 'no such warning',
            409: 'the outlet is not approved',
            422: 'a field does not fit, or the air plan has no such airing',
          }),
        },
      },
      get: {
        summary: 'Every airing of a warning that was asked for or reported, and which outlets aired it',
        security: BY_OPERATOR,
        parameters: [warningId],
        responses: answers('the airings', { ...OPERATOR, 404: 'no such warning' }),
      },
    },
    '/api/sources': {
      get: {
        summary: 'CAP sources that are polled: last rounds and failures, when each is due, and what became of its messages',
        security: BY_OPERATOR,
        responses: answers('the sources', OPERATOR),
      },
    },
    '/websub': {
      post: {
        summary: 'WebSub hub: subscribe to an Atom, RSS or JSON Feed document, or unsubscribe; the intent is verified afterwards',
        security: [{}, ...BY_OUTLET],
        requestBody: body(hubForm, 'application/x-www-form-urlencoded'),
        responses: {
          202: { description: 'The callback is asked whether it means it' },
          ...problems({
            404: 'no such topic',
            422: 'a field does not fit, or the callback may not be called',
            ...OUTLET,
            503: 'too many topics',
          }),
        },
      },
    },
  },
} as const;
