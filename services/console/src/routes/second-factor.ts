import { randomBytes } from 'node:crypto';
import { checkSameOrigin, hashOfKey, parseBody, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AccountPorts } from '../accounts/account-ports.ts';
import { takeTry } from '../accounts/limit-tries.ts';
import { completeSession, ofAccount, sessionOf } from '../accounts/log-in.ts';
import { base32, newTotpSecret, otpauthUri, stepOf } from '../accounts/totp.ts';

const totpCode = z.string().regex(/^\d{6}$/, 'expected a code of 6 digits');
export const codeBody = z.union(
  [z.strictObject({ code: totpCode }), z.strictObject({ recoveryCode: z.string().trim().toUpperCase().max(40) })],
  'expected a code of 6 digits in code, or a recovery code in recoveryCode',
);
/** Nothing: the first one. Where one is in force, a code of it. */
export const proposeBody = z.union(
  [codeBody, z.strictObject({}).transform(() => null)],
  'expected nothing, or a code of the second factor in force',
);
export const confirmBody = z.strictObject({ code: totpCode });

const RECOVERY_CODES = 10;
/** 80 bits: nobody guesses one, so that a plain hash of it suffices. */
const RECOVERY_BYTES = 10;

/** The second half of a log-in: a code by time or of recovery, and setting the second factor up. */
export function secondFactorRoutes(http: FastifyInstance, ports: AccountPorts): void {
  const { secondFactors, loginTries, audit, clock } = ports;
  const now = (): string => clock.now().toISOString();
  const sameOrigin = { preHandler: async (request: Parameters<typeof checkSameOrigin>[0]) => checkSameOrigin(request) };

  http.post('/api/session/code', sameOrigin, async (request, reply) => {
    const given = parseBody(codeBody, request.body);
    const session = await sessionOf(ports, request, { halfway: true });
    if (session.stage === 'full') throw new Problem({ status: 409, code: 'logged-in', title: 'No code is asked for' });
    const { accountId } = session;
    const tried = await takeTry(loginTries, { account: `code:${accountId}`, ip: request.ip }, now());
    if (!(await counts(accountId, given))) throw refused(given);
    await tried.good();
    await completeSession(ports, { request, reply }, session);
    request.log.info({ account: accountId, by: 'code' in given ? 'code' : 'recovery' }, 'second factor given');
    return reply.code(204).send();
  });

  // Whoever has none yet sets one up; another one takes a full log-in and a code of the one in force, or an administrator's reset.
  http.post('/api/session/second-factor', sameOrigin, async (request, reply) => {
    const given = parseBody(proposeBody, request.body ?? {});
    const another = given !== null;
    const session = await sessionOf(ports, request, { halfway: !another });
    if (another) {
      const tried = await takeTry(loginTries, { account: `code:${session.accountId}`, ip: request.ip }, now());
      if (!(await counts(session.accountId, given))) throw refused(given);
      await tried.good();
    }
    const secret = newTotpSecret();
    if (!(await secondFactors.propose(session.accountId, secret, { another }))) throw isSet();
    return reply.header('cache-control', 'no-store').send({ secret: base32(secret), uri: otpauthUri(secret, session.name) });
  });

  http.post('/api/session/second-factor/confirm', sameOrigin, async (request, reply) => {
    const { code } = parseBody(confirmBody, request.body);
    const session = await sessionOf(ports, request, { halfway: true });
    const { accountId } = session;
    const tried = await takeTry(loginTries, { account: `code:${accountId}`, ip: request.ip }, now());
    const secret = await secondFactors.proposed(accountId);
    const step = secret === null ? null : stepOf(secret, code, clock.now());
    if (step === null) throw refused({ code });
    const isOther = (await secondFactors.secretOf(accountId)) !== null;
    const recoveryCodes = Array.from({ length: RECOVERY_CODES }, () => base32(randomBytes(RECOVERY_BYTES)));
    if (!(await secondFactors.confirm(accountId, step, recoveryCodes.map(hashOfKey)))) throw isSet();
    await tried.good();
    await audit.note(ofAccount(isOther ? 'second-factor-replaced' : 'second-factor-set', accountId, session.name), now());
    if (session.stage !== 'full') await completeSession(ports, { request, reply }, session);
    request.log.info({ account: accountId }, 'second factor set up');
    return reply.header('cache-control', 'no-store').send({ recoveryCodes });
  });

  /** Whether a code counts, which is used up by that. */
  const counts = (accountId: string, given: z.output<typeof codeBody>): Promise<boolean> =>
    'code' in given ? isNewCode(accountId, given.code) : isRecoveryCode(accountId, given.recoveryCode);

  async function isNewCode(accountId: string, code: string): Promise<boolean> {
    const secret = await secondFactors.secretOf(accountId);
    const step = secret === null ? null : stepOf(secret, code, clock.now());
    return step !== null && secondFactors.useStep(accountId, step);
  }

  async function isRecoveryCode(accountId: string, code: string): Promise<boolean> {
    return secondFactors.useRecoveryCode(accountId, hashOfKey(code), now());
  }
}

const refused = (given: z.output<typeof codeBody>): Problem =>
  new Problem({
    status: 401,
    code: 'code-refused',
    title: 'This code does not count, or was used before',
    errors: [
      'code' in given
        ? { path: 'code', expected: 'the code that the phone shows now, each once' }
        : { path: 'recoveryCode', expected: 'a recovery code that was not used' },
    ],
  });
const isSet = (): Problem => new Problem({ status: 409, code: 'second-factor-set', title: 'A second factor is set up already' });
