import { approvalPaths } from './openapi-approvals.ts';
import { reportPaths } from './openapi-reports.ts';
import { oidcPaths } from './openapi-oidc.ts';
import { answers, body, done, id, problem, query } from './openapi-parts.ts';
import { wallPaths } from './openapi-wall.ts';
import { accountRights, newAccount } from '@loa/domain/account';
import { dutyAddresses } from '@loa/domain/approval';
import { disableBody } from './routes/accounts.ts';
import { codeBody, confirmBody, proposeBody } from './routes/second-factor.ts';
import { acceptBody, logInBody, passwordBody } from './routes/session.ts';
import { deliveriesQuery, recallBody } from './routes/warnings.ts';
import { coverageQuery } from './routes/coverage.ts';
import { exportQuery } from './routes/ledger.ts';
import { lettersQuery } from './routes/dead-letters.ts';
import { pauseBody, pausesQuery, resumeBody } from './routes/queue.ts';
import { clockQuery, markBody } from './routes/supply.ts';
import { supplyBody } from '@loa/domain/supply';

const refusedTries = { '403': 'asked by a page of another site', '429': 'too many tries: again after Retry-After seconds' };
const byAdministrator = { '403': 'not an administrator' };

const accountPaths = {
  '/api/session': {
    post: {
      summary: 'Log in by name and password; the answer says what comes next: done, code, or set-up of the second factor',
      security: [],
      requestBody: body(logInBody),
      responses: { ...answers('the next step', refusedTries), '401': problem('name and password do not fit, whatever the reason') },
    },
    get: { summary: 'Who has logged in, and what comes next', security: [{ session: [] }], responses: answers('name, roles, issuer', {}) },
    delete: { summary: 'Log out', security: [{ session: [] }], responses: done({ '403': 'asked by a page of another site' }) },
  },
  '/api/session/code': {
    post: {
      summary: 'The second factor, after the password: a code by time (RFC 6238), or a recovery code; each counts once',
      security: [{ session: [] }],
      requestBody: body(codeBody),
      responses: done({ ...refusedTries, '401': 'no log-in, or a code that does not count' }),
    },
  },
  '/api/session/second-factor': {
    post: {
      summary:
        'A new secret for an authenticator; in force once a first code has confirmed it. Where one is in force: with a code of it, or a recovery code',
      security: [{ session: [] }],
      requestBody: body(proposeBody),
      responses: {
        ...answers('the secret, and an address for a QR code', { ...refusedTries, '409': 'a second factor is set up already' }),
        '401': problem('no log-in, or a code that does not count'),
      },
    },
  },
  '/api/session/second-factor/confirm': {
    post: {
      summary: 'Confirm the second factor by its first code; ten recovery codes are shown this once',
      security: [{ session: [] }],
      requestBody: body(confirmBody),
      responses: answers('recovery codes', { ...refusedTries, '409': 'it was confirmed already' }),
    },
  },
  '/api/session/account': {
    get: {
      summary: 'One’s own account: name, roles, issuer, whether there is a second factor, and since when it is logged in elsewhere',
      security: [{ session: [] }],
      responses: answers('the account', {}),
    },
  },
  '/api/session/others': {
    delete: {
      summary: 'Log out everywhere else',
      security: [{ session: [] }],
      responses: done({ '401': 'no log-in', '403': 'asked by a page of another site' }),
    },
  },
  '/api/session/password': {
    post: {
      summary: 'Another password; every other session of the account ends',
      security: [{ session: [] }],
      requestBody: body(passwordBody),
      responses: done({ ...refusedTries, '401': 'no log-in, or not the current password', '422': 'the new password does not do' }),
    },
  },
  '/api/invitation': {
    post: {
      summary: 'Accept an invitation: choose the password',
      security: [],
      requestBody: body(acceptBody),
      responses: answers('the name to log in with', {
        ...refusedTries,
        '404': 'unknown, used, or run out',
        '422': 'the password does not do',
      }),
    },
  },
  '/api/issuers': {
    get: { summary: 'All issuers, by id and name', responses: answers('issuers', byAdministrator) },
  },
  '/api/accounts': {
    get: { summary: 'All accounts', responses: answers('accounts', byAdministrator) },
    post: {
      summary: 'Make an account; the token of its invitation is shown this once',
      requestBody: body(newAccount),
      responses: answers('account and invitation', { ...byAdministrator, '409': 'the name is taken', '422': 'a field does not fit' }),
    },
  },
  '/api/accounts/{id}': {
    put: {
      summary: 'Other roles and issuer; ends its sessions',
      parameters: [id],
      requestBody: body(accountRights),
      responses: answers('the account', { ...byAdministrator, '404': 'no such account', '409': 'nobody else administers' }),
    },
  },
  '/api/accounts/{id}/duty': {
    put: {
      summary: 'Where an approver is called when citizens wait for their answer; answers never show it again',
      parameters: [id],
      requestBody: body(dutyAddresses),
      responses: answers('the account', { ...byAdministrator, '404': 'no such account', '422': 'a number or an address does not fit' }),
    },
  },
  '/api/accounts/{id}/disabled': {
    post: {
      summary: 'Disable or enable; ends its sessions',
      parameters: [id],
      requestBody: body(disableBody),
      responses: answers('the account', { ...byAdministrator, '404': 'no such account', '409': 'nobody else administers' }),
    },
  },
  '/api/accounts/{id}/reset': {
    post: {
      summary: 'Take password and second factor away and invite anew; ends its sessions',
      parameters: [id],
      responses: answers('account and invitation', { ...byAdministrator, '404': 'no such account' }),
    },
  },
} as const;

/** The console's HTTP API, OpenAPI 3.1. */
export const openapi = {
  openapi: '3.1.0',
  info: { title: 'Loa console', version: '0.1.0', description: 'What is on its way, and how it is stopped.' },
  components: {
    securitySchemes: {
      key: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie', name: '__Host-loa', description: 'changes carry the header x-loa-csrf as well' },
    },
  },
  security: [{ key: [] }, { session: [] }],
  paths: {
    ...accountPaths,
    ...wallPaths,
    '/api/queue': {
      get: {
        summary: 'Per channel and lane: backlog, age of the oldest, rate, deliveries by state; pauses in force',
        responses: answers('the queue', {}),
      },
    },
    '/api/queue/retries': {
      get: {
        summary:
          'What waits for another attempt or look-up, the next first: warning, channel, lane, provider, how many, attempts, next one, last reason',
        responses: answers('retries, and whether these are all', {}),
      },
    },
    '/api/queue/pauses': {
      get: {
        summary: 'All pauses, newest first: by whom, why, until when, and who ended them before their time',
        parameters: query(pausesQuery),
        responses: answers('pauses', {}),
      },
    },
    '/api/queue/pause': {
      post: {
        summary: 'Pause a lane of a channel; without a lane every lane but flash. Answers when no sender starts anything in it any more',
        requestBody: body(pauseBody),
        responses: { ...answers('the pause', { '403': 'not an operator', '422': 'the body does not fit, or until is past' }) },
      },
    },
    '/api/queue/resume': {
      post: {
        summary: 'End the pauses of a channel, or of one lane of it',
        requestBody: body(resumeBody),
        responses: answers('the pauses ended and those in force', { '403': 'not an operator', '409': 'nothing is paused' }),
      },
    },
    ...approvalPaths,
    ...oidcPaths,
    ...reportPaths,
    '/api/warnings/{id}/recall': {
      post: {
        summary: 'Stop everything of a warning that is still on its way; by an operator, or by its issuer',
        parameters: [id],
        requestBody: body(recallBody),
        responses: answers('how many operations had started, were stopped, or are not decided', {
          '403': 'another issuer',
          '404': 'no such warning',
        }),
      },
    },
    '/api/warnings/{id}/levels': {
      get: {
        summary: 'Levels that the issuer announced otherwise than the table gives, with the clause and the issuer’s reason',
        parameters: [id],
        responses: answers('the levels; none: all are as the table gives them', { '404': 'no such warning' }),
      },
    },
    '/api/warnings/{id}/deliveries': {
      get: {
        summary: 'Counts of a warning’s deliveries',
        parameters: [id, ...query(deliveriesQuery)],
        responses: answers('counts', { '404': 'no such warning' }),
      },
    },
    '/api/warnings/{id}/coverage': {
      get: {
        summary:
          'Per province, commune and channel: subscribed, tried, accepted, delivered, without receipts, failed by reason, silent; provinces by mobile operator',
        parameters: [id, ...query(coverageQuery)],
        responses: answers('coverage, as JSON or CSV', { '403': 'not an operator', '404': 'no such warning' }),
      },
    },
    '/api/ledger.csv': {
      get: {
        summary:
          'Deliveries of a warning, an event, or of warnings issued in a span, as CSV, without addresses; goes on after a line’s cursor',
        parameters: query(exportQuery),
        responses: answers('CSV', {
          '400': 'not one of a warning, an event and a span, or a cursor of another download',
          '403': 'not an operator',
        }),
      },
    },
    '/api/dead-letters': {
      get: {
        summary: 'What no handler could take, newest first',
        parameters: query(lettersQuery),
        responses: answers('letters without their bytes', { '403': 'not an operator' }),
      },
    },
    '/api/supply/bodies': {
      get: {
        summary: 'The supply list: bodies with their duties, channels and contacts',
        responses: answers('the bodies', { '403': 'not an operator' }),
      },
    },
    '/api/supply/bodies/{id}': {
      put: {
        summary: 'Put a body on the list, or change it; contacts left out are not called any more, and their addresses are erased',
        parameters: [id],
        requestBody: body(supplyBody),
        responses: answers('the body', { '403': 'not an operator', '422': 'the body does not fit' }),
      },
      delete: {
        summary: 'Take a body off the list; what it was told stays',
        parameters: [id],
        responses: {
          ...answers('', { '403': 'not an operator', '404': 'no such body' }),
          '200': undefined,
          '204': { description: 'done' },
        },
      },
    },
    '/api/supply/clock': {
      get: {
        summary:
          'Per body: finished, handed over, confirmed, and the colour of its clock; of a warning or bulletin, or of all that are open',
        parameters: query(clockQuery),
        responses: answers('rows, or CSV with format=csv', { '404': 'no such warning or bulletin' }),
      },
    },
    '/api/warnings/{id}/confirmations': {
      post: {
        summary: 'Mark that a body, an agency or a relay has confirmed, with the reason; the first confirmation stands',
        parameters: [id],
        requestBody: body(markBody),
        responses: answers('the confirmation that stands', {
          '403': 'not an operator',
          '404': 'no such receiver',
          '422': 'the body does not fit',
        }),
      },
    },
    '/api/dead-letters/{id}/replay': {
      post: {
        summary: 'Append the same bytes under the same envelope id again',
        parameters: [id],
        responses: answers('where it went', { '403': 'not an operator', '404': 'no such letter', '409': 'the topic does not take it' }),
      },
    },
  },
} as const;
