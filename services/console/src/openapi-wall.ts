import { answers, body, id, query } from './openapi-parts.ts';
import { auditQuery } from './routes/audit.ts';
import { callListQuery, unconfirmedQuery } from './routes/call-list.ts';
import { dropBody } from './routes/dead-letters.ts';
import { giveBody, handoversQuery, takeBody } from './routes/handovers.ts';
import { liveQuery } from './routes/live.ts';
import { lookupBody } from './routes/lookup.ts';
import { steerBody } from './routes/steering.ts';
import { unreachedQuery } from './routes/unreached.ts';

const byOperator = { '403': 'not an operator' };

/** Routes of the operators' wall. */
export const wallPaths = {
  '/api/live': {
    get: {
      summary:
        'The whole house as server-sent events, a second apart: `live` with what changed (`at`, `all`, `set`, `gone`), first with everything: lanes, pauses, providers, provinces, supply, gauges, and warning:<id> for each warning in force or open; and `ended` with why, once the log-in that asked has ended',
      parameters: query(liveQuery),
      responses: {
        ...answers('', {}),
        '200': { description: 'a stream', content: { 'text/event-stream': {} } },
      },
    },
  },
  '/api/unreached': {
    get: {
      summary: 'Communes, sea areas and provinces over all warnings in force, by need × the share that was not reached',
      parameters: query(unreachedQuery),
      responses: answers('places and provinces, the worst first', byOperator),
    },
  },
  '/api/unconfirmed': {
    get: {
      summary:
        'Relays and agencies outside the supply list who are asked to confirm warnings in force and have not, counted by warning and province',
      parameters: query(unconfirmedQuery),
      responses: answers('warnings, the newest first, with provinces by need × silence', byOperator),
    },
  },
  '/api/warnings/{id}/call-list': {
    get: {
      summary:
        'Everybody who is asked to confirm a warning and has not, with their numbers: bodies, relays, agencies; of a place or of all; each reading is noted',
      parameters: [id, ...query(callListQuery)],
      responses: answers('whom to telephone', { ...byOperator, '404': 'no such warning', '422': 'no such place' }),
    },
  },
  '/api/providers': {
    get: { summary: 'Providers as senders see them, and orders about them in force', responses: answers('providers and orders', {}) },
  },
  '/api/providers/orders': {
    post: {
      summary: 'For a time and with a reason: leave a provider alone (avoid) while another one takes messages, or give it less (slow)',
      requestBody: body(steerBody),
      responses: answers('the order', {
        ...byOperator,
        '409': 'the channel has no other provider',
        '422': 'no such provider, or the order ends before it begins or after more than a day',
      }),
    },
  },
  '/api/providers/orders/{id}/end': {
    post: {
      summary: 'End an order before its time',
      parameters: [id],
      responses: answers('the order', { ...byOperator, '404': 'no such order in force' }),
    },
  },
  '/api/lookup': {
    post: {
      summary: 'What was sent to one address, with the reason for asking; each look-up stands in the audit trail, the address does not',
      requestBody: body(lookupBody),
      responses: answers('whoever holds it, without address, with deliveries', {
        ...byOperator,
        '422': 'neither an e-mail address nor a number',
      }),
    },
  },
  '/api/handovers': {
    get: {
      summary: 'What a shift would leave to the next now, and the hand-overs that were signed, newest first',
      parameters: query(handoversQuery),
      responses: answers('now and hand-overs', byOperator),
    },
    post: {
      summary: 'Hand over, by who leaves: what stands is kept as it is now',
      requestBody: body(giveBody),
      responses: answers('the hand-over', { '403': 'not an operator with an account' }),
    },
  },
  '/api/handovers/{id}/take': {
    post: {
      summary: 'Take over, by who comes, with an account of their own',
      parameters: [id],
      requestBody: body(takeBody),
      responses: answers('the hand-over, signed by both', {
        '403': 'not an operator with an account',
        '404': 'no such hand-over',
        '409': 'taken already, or given by the same account',
      }),
    },
  },
  '/api/audit': {
    get: {
      summary: 'Who did what, newest first',
      parameters: query(auditQuery),
      responses: answers('rows with their hashes, and in `subjectName` the name of an account that it was done to', {
        '403': 'neither an operator nor an administrator',
      }),
    },
  },
  '/api/audit/check': {
    get: {
      summary: 'Whether the chain of the audit trail holds, and its first row that does not',
      responses: answers('ok and how many rows hold', { '403': 'neither an operator nor an administrator' }),
    },
  },
  '/api/dead-letters/{id}': {
    get: {
      summary: 'A dead letter with its bytes, in base64',
      parameters: [id],
      responses: answers('the letter', { ...byOperator, '404': 'no such letter' }),
    },
  },
  '/api/dead-letters/{id}/drop': {
    post: {
      summary: 'Put a dead letter away, with the reason; its bytes stay',
      parameters: [id],
      requestBody: body(dropBody),
      responses: answers('when it was put away', { ...byOperator, '404': 'no such letter', '409': 'replayed or dropped already' }),
    },
  },
} as const;
