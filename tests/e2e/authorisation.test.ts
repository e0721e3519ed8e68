import { role, type Role } from '@loa/domain/account';
import { sessionsTable, type Database } from '@loa/adapters/postgres';
import { acceptSessions, hashOfKey, newToken } from '@loa/runtime';
import { aBulletinInput } from '@loa/testing/builders';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type Bed, insertApproval, insertWarning, openBed as openConsole, openDatabase } from '../../services/console/src/test-bed.ts';
import { openBed as openIntake } from '../../services/intake/src/test-bed.ts';

type Rule = 'anybody' | 'whoever has logged in' | 'whoever is known' | readonly (Role | 'its forecaster' | 'its approver')[];
interface Route {
  readonly may: Rule;
  /** The address that is asked, where it is not the route's with `nobody` as its id. */
  readonly url?: string;
  readonly body?: object;
  /** A log-in that waits for its second factor passes too. */
  readonly halfway?: true;
  /** A key does not pass, whatever its role. */
  readonly accountsOnly?: true;
}

const operators = { may: ['operator'] } as const;
const forecasters = { may: ['forecaster'] } as const;
const administrators = { may: ['administrator'] } as const;
const known = { may: 'whoever is known' } as const;
const code = { code: '000000' };

/** Who may do what. A route that is not here fails the first test. */
const ROUTES: Readonly<Record<string, Route>> = {
  'POST /api/bulletins': { may: ['its forecaster'], url: '/api/bulletins?dryRun=true', body: aBulletinInput() },
  'GET /api/bulletins/:id': known,
  'GET /api/bulletins/:id/source': operators,
  'GET /api/series': { may: ['forecaster', 'approver'] },
  'GET /api/series/:id': { may: ['its forecaster'], url: '/api/series/nchmf.tropical-cyclone.none' },
  'POST /api/series/:id/extension': {
    ...{ may: ['its forecaster'], url: '/api/series/nchmf.tropical-cyclone.none/extension' },
    body: { after: 1 },
  },
  'GET /api/drafts': forecasters,
  'PUT /api/drafts/:id': { ...forecasters, body: { title: 'a test', seriesId: null, after: 0, version: 7, content: {} } },
  'DELETE /api/drafts/:id': forecasters,
  'POST /api/documents': { ...forecasters, url: '/api/documents?name=a' },
  'GET /api/places': { ...known, url: '/api/places?q=quy' },
  'GET /api/rulebook': { may: 'anybody' },
  'GET /api/openapi.json': { may: 'anybody' },
  'GET /api/console/openapi.json': { may: 'anybody' },
  'GET /api/queue': known,
  'GET /api/queue/retries': known,
  'GET /api/queue/pauses': known,
  'POST /api/queue/pause': operators,
  'POST /api/queue/resume': operators,
  'POST /api/warnings/:id/recall': {
    may: ['operator', 'its forecaster'],
    url: '/api/warnings/actual-1/recall',
    body: { reason: 'a test' },
  },
  'GET /api/approvals': known,
  'GET /api/approvals/answered': known,
  'GET /api/approvals/:id': { ...known, url: '/api/approvals/actual-1' },
  'POST /api/approvals/:id/approve': { may: ['its approver'], url: '/api/approvals/actual-1/approve' },
  'POST /api/approvals/:id/refuse': { may: ['its approver'], url: '/api/approvals/actual-1/refuse', body: { reason: 'a test' } },
  'POST /api/approvals/:id/alone': { may: ['its forecaster'], url: '/api/approvals/actual-1/alone', body: { reason: 'a test' } },
  'GET /api/warnings/:id/levels': known,
  'GET /api/warnings/:id/deliveries': known,
  'GET /api/warnings/:id/coverage': operators,
  'POST /api/warnings/:id/confirmations': operators,
  'GET /api/warnings/:id/call-list': operators,
  'GET /api/supply/bodies': operators,
  'PUT /api/supply/bodies/:id': operators,
  'DELETE /api/supply/bodies/:id': operators,
  'GET /api/supply/clock': known,
  'GET /api/ledger.csv': operators,
  'GET /reports': { may: ['operator', 'forecaster'] },
  'GET /reports/:event': { may: ['operator', 'forecaster'], url: '/reports/nobody' },
  'GET /api/dead-letters': operators,
  'POST /api/dead-letters/:id/replay': operators,
  'GET /api/dead-letters/:id': operators,
  'POST /api/dead-letters/:id/drop': operators,
  'GET /api/live': { ...known, url: '/api/live?once=true' },
  'GET /api/unreached': operators,
  'GET /api/unconfirmed': operators,
  'GET /api/providers': known,
  'POST /api/providers/orders': operators,
  'POST /api/providers/orders/:id/end': operators,
  'POST /api/lookup': operators,
  'GET /api/handovers': operators,
  // By accounts alone: a key cannot sign.
  'POST /api/handovers': { may: ['operator'], accountsOnly: true },
  'POST /api/handovers/:id/take': { may: ['operator'], accountsOnly: true },
  'GET /api/audit': { may: ['operator', 'administrator'] },
  'GET /api/audit/check': { may: ['operator', 'administrator'] },
  'GET /api/issuers': administrators,
  'GET /api/accounts': administrators,
  'POST /api/accounts': administrators,
  'PUT /api/accounts/:id': { ...administrators, body: { roles: ['operator'] } },
  'PUT /api/accounts/:id/duty': { ...administrators, body: { phone: null, email: null } },
  'POST /api/accounts/:id/disabled': { ...administrators, body: { disabled: true } },
  'POST /api/accounts/:id/reset': administrators,
  'POST /api/invitation': { may: 'anybody', body: { token: 'none', password: 'long enough to pass' } },
  'GET /api/session/ways': { may: 'anybody' },
  'GET /api/session/oidc': { may: 'anybody' },
  'GET /api/session/oidc/callback': { may: 'anybody' },
  'POST /api/session': { may: 'anybody', body: { name: 'nobody', password: 'not this one' } },
  'GET /api/session': { may: 'whoever has logged in', halfway: true },
  'GET /api/session/account': { may: 'whoever has logged in' },
  'DELETE /api/session/others': { may: 'whoever has logged in' },
  'POST /api/session/code': { may: 'whoever has logged in', halfway: true, body: code },
  'POST /api/session/second-factor': { may: 'whoever has logged in', halfway: true },
  'POST /api/session/second-factor/confirm': { may: 'whoever has logged in', halfway: true, body: code },
  'POST /api/session/password': { may: 'whoever has logged in', body: { current: 'not this one', password: 'long enough to pass' } },
  // Last, since it ends the log-in that asks.
  'DELETE /api/session': { may: 'anybody' },
};

interface Somebody {
  readonly what: string;
  readonly role: Role | null;
  /** `nchmf` is the issuer of the bulletin and the warning that are asked about. */
  readonly issuer: string | null;
  readonly by: 'nothing' | 'key' | 'session' | 'half a session';
}

const PEOPLE: readonly Somebody[] = [
  { what: 'nobody', role: null, issuer: null, by: 'nothing' },
  { what: 'an unknown key', role: null, issuer: null, by: 'key' },
  { what: 'the key of a forecaster', role: 'forecaster', issuer: 'nchmf', by: 'key' },
  { what: 'the key of a foreign forecaster', role: 'forecaster', issuer: 'quang-ngai', by: 'key' },
  { what: 'the key of an operator', role: 'operator', issuer: null, by: 'key' },
  ...role.options.flatMap((one): Somebody[] => [
    { what: `a(n) ${one}`, role: one, issuer: 'nchmf', by: 'session' },
    { what: `a foreign ${one}`, role: one, issuer: 'quang-ngai', by: 'session' },
  ]),
  { what: 'an operator without the second factor', role: 'operator', issuer: 'nchmf', by: 'half a session' },
];

/** What stands in a refusal for want of rights; every other answer says that the caller passed. */
const NOT_KNOWN = ['key-unknown', 'not-logged-in'];
const NOT_ALLOWED = ['role', 'issuer-not-yours', 'other-issuer'];
type Answer = 'passes' | 'not known' | 'not allowed';

function expected({ may, halfway, accountsOnly }: Route, { role: held, issuer, by }: Somebody): Answer {
  if (may === 'anybody') return 'passes';
  if (may === 'whoever has logged in') return by === 'session' || (by === 'half a session' && halfway) ? 'passes' : 'not known';
  if (held === null || by === 'half a session') return 'not known';
  if (accountsOnly && by === 'key') return 'not allowed';
  if (may === 'whoever is known' || may.includes(held)) return 'passes';
  const its = held === 'forecaster' ? 'its forecaster' : held === 'approver' ? 'its approver' : null;
  return its !== null && issuer === 'nchmf' && may.includes(its) ? 'passes' : 'not allowed';
}

let db: Database;
let bed: Bed;
let intake: Awaited<ReturnType<typeof openIntake>>;
const credentials = new Map<Somebody, Record<string, string>>();

beforeAll(async () => {
  db = await openDatabase();
  bed = await openConsole(db);
  intake = await openIntake(db);
  acceptSessions(intake.http, { sessions: sessionsTable(db), clock: bed.clock });
  // Routes of a scope are there only then.
  await Promise.all([bed.http.ready(), intake.http.ready()]);
  await insertWarning(db, 'actual-1');
  await insertApproval(db, 'actual-1');
  for (const [at, one] of PEOPLE.entries()) credentials.set(one, await credentialsOf(one, `person-${String(at)}`));
});
afterAll(async () => {
  await intake.close();
  await bed.close();
  await db.close();
});

async function credentialsOf({ role: held, issuer, by }: Somebody, name: string): Promise<Record<string, string>> {
  if (by === 'nothing') return {};
  if (by === 'key') {
    const own = issuer === 'nchmf' ? bed.key.nchmf : bed.key.quangNgai;
    return { authorization: `Bearer ${held === null ? newToken() : held === 'operator' ? bed.key.operator : own}` };
  }
  const now = bed.clock.now().toISOString();
  const invitation = { hash: name, until: now };
  const made = await bed.tables.accounts.create({ name, roles: [held!], issuer, by: 'test' }, invitation, now);
  if (!made.ok) throw new Error(made.reason);
  const token = newToken();
  await bed.tables.sessions.open({ hash: hashOfKey(token), accountId: made.id, stage: by === 'session' ? 'full' : 'password' }, now);
  return { cookie: `loa=${token}` };
}

async function typeOf(name: string, one: Somebody, headers: Record<string, string>): Promise<string | null> {
  const [method = '', path = ''] = name.split(' ');
  const { url = path.replace(':id', '1'), body } = ROUTES[name]!;
  const http = intake.routes.includes(name) ? intake.http : bed.http;
  const answer = await http.inject({
    ...{ method: method as 'GET', url, remoteAddress: `198.51.100.${String(PEOPLE.indexOf(one) + 1)}` },
    headers: { ...credentials.get(one), ...headers },
    ...(method !== 'GET' && { payload: body ?? {} }),
  });
  const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json');
  return isProblem ? answer.json<{ type: string }>().type.replace('urn:loa:problem:', '') : null;
}

test('every route of intake and console says who may use it', () => {
  expect(Object.keys(ROUTES).sort()).toEqual([...bed.routes, ...intake.routes].sort());
});

describe('a change that a page of another site asks for by somebody’s log-in', () => {
  const rulers = role.options.map((one) =>
    PEOPLE.find(({ by, role: held, issuer }) => by === 'session' && held === one && issuer === 'nchmf')!,
  );
  const changes = Object.keys(ROUTES).filter((name) => !name.startsWith('GET '));
  it.each(changes)('is refused: %s', async (name) => {
    for (const one of rulers) expect(await typeOf(name, one, {})).toBe('other-site');
  });
});

describe.each(PEOPLE)('$what', (one) => {
  it.each(Object.keys(ROUTES))('%s', async (name) => {
    const type = await typeOf(name, one, { 'x-loa-csrf': '1' });
    const answer: Answer = NOT_KNOWN.includes(type ?? '') ? 'not known' : NOT_ALLOWED.includes(type ?? '') ? 'not allowed' : 'passes';
    expect([answer, type]).toEqual([expected(ROUTES[name]!, one), type]);
    expect(['other-site', 'not-found']).not.toContain(type);
  });
});
