import { isDeepStrictEqual } from 'node:util';
import { status } from '@loa/domain/bulletin';
import { isProved, outletChange, RETRY_AFTER_S } from '@loa/domain/outlet';
import type { Outlet } from '@loa/domain/ports';
import { limit, parseBody, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { askConfirmation, limitMailTo } from '../ask-confirmation.ts';
import type { RoutePorts } from '../route-ports.ts';
import { sendTest } from '../send-test.ts';
import { checkWay } from './check-way.ts';
import { outletOf } from './outlet-of.ts';

const number = z.int('expected a whole number').min(0, 'expected a number of the sequence');
export const replayBody = z.strictObject({ after: number, status: status.default('Actual') });
export const cursorBody = z.strictObject({ number, status: status.default('Actual') });

/** What an outlet sees and does by itself, with its token. */
export function meRoutes(http: FastifyInstance, ports: RoutePorts): void {
  const { outlets, rateLimiter, settings, clock } = ports;
  const mine = outletOf(ports);
  const test = sendTest(ports);
  const now = (): string => clock.now().toISOString();
  const shown = (outlet: Outlet) => ({ ...outlet, proved: isProved(outlet.provedAt, now()), retryAfterS: RETRY_AFTER_S });
  const again = async ({ id }: Outlet) => {
    const outlet = await outlets.get(id, now());
    if (outlet === null) throw conflict('outlet-gone', 'This outlet was removed');
    return shown(outlet);
  };

  http.get('/api/outlets/me', async (request) => shown(await mine(request)));

  http.patch('/api/outlets/me', async (request) => {
    const outlet = await mine(request);
    const change = parseBody(outletChange, request.body);
    if (change.way !== undefined) await checkWay(ports, change.way);
    const mailed = change.way?.kind === 'email' && !isDeepStrictEqual(change.way, outlet.way) ? change.way.address : null;
    if (mailed !== null) await limitMailTo(mailed, ports);
    const changed = await outlets.change(outlet.id, change, now());
    request.log.info({ outletId: outlet.id, changed: Object.keys(change) }, 'outlet changed');
    const asked = mailed !== null && changed !== null ? await askConfirmation(changed, ports) : {};
    return { ...(await again(outlet)), ...asked };
  });

  http.post('/api/outlets/me/confirmation', async (request) => {
    const outlet = await mine(request);
    if (outlet.way.kind !== 'email' || outlet.confirmed) throw conflict('nothing-to-confirm', 'This outlet has no address to confirm');
    await limitMailTo(outlet.way.address, ports);
    return askConfirmation(outlet, ports);
  });

  http.post('/api/outlets/me/test', async (request) => {
    const outlet = await mine(request);
    const way = pushedTo(outlet);
    await limit(rateLimiter, `outlet-test:${outlet.id}`, settings.costlyRate);
    return test(outlet, way);
  });

  http.post('/api/outlets/me/replay', async (request) => {
    const outlet = await mine(request);
    pushedTo(outlet);
    const { after, status: of } = parseBody(replayBody, request.body);
    await limit(rateLimiter, `outlet-replay:${outlet.id}`, settings.costlyRate);
    const result = await outlets.replay(outlet.id, of, after);
    if (result === 'not-followed') throw notFollowed(outlet);
    if (result === 'ahead')
      throw unfit('replay-ahead', 'This outlet has not come so far', 'after', 'at most the number at which it stands');
    request.log.info({ outletId: outlet.id, status: of, after }, 'outlet goes back');
    return again(outlet);
  });

  http.put('/api/outlets/me/cursor', async (request) => {
    const outlet = await mine(request);
    if (outlet.way.kind === 'webhook' || outlet.way.kind === 'email')
      throw conflict('outlet-pushed', 'This outlet is pushed to: its deliveries move its cursor');
    const body = parseBody(cursorBody, request.body);
    if ((await outlets.noteRead(outlet.id, body.status, body.number, now())) === 'not-followed') throw notFollowed(outlet);
    return again(outlet);
  });
}

/** Only what is approved is ever called: registering must not be a way to have strangers called. */
function pushedTo({ standing, way, confirmed }: Outlet) {
  if (standing !== 'approved') throw conflict('outlet-not-approved', 'This outlet is not approved', standing);
  if (way.kind !== 'webhook' && way.kind !== 'email')
    throw conflict('no-push', 'This outlet has neither webhook nor e-mail', `its way is ${way.kind}`);
  if (!confirmed) throw conflict('not-confirmed', 'The address of this outlet is not confirmed');
  return way;
}

const conflict = (code: string, title: string, detail?: string): Problem =>
  new Problem({ status: 409, code, title, ...(detail !== undefined && { detail }) });

const unfit = (code: string, title: string, path: string, expected: string): Problem =>
  new Problem({ status: 422, code, title, errors: [{ path, expected }] });

const notFollowed = ({ cursors }: Outlet): Problem =>
  unfit(
    'status-not-followed',
    'This outlet does not follow that status',
    'status',
    cursors.map((one) => one.status).join(' or ') || 'an approved outlet',
  );
