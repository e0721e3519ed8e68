import { verify } from 'node:crypto';
import { bulletin, type Submission } from '@loa/domain/bulletin';
import { again, type Caller, done, type Handler, type Outcome, parseBody, Problem, refuse } from '@loa/runtime';
import { byRuleOfSource } from './cap/by-rule-of-source.ts';
import type { Sources } from './cap/sources.ts';
import { withSpeaker } from './check-authority.ts';
import type { checkBulletin } from './check-bulletin.ts';
import type { LogKeys } from './log-keys.ts';
import { sentBy } from './routes/who.ts';
import type { Taken, takeBulletin } from './take-bulletin.ts';

export interface HandleSubmission {
  readonly keys: LogKeys;
  readonly sources: Sources;
  readonly check: ReturnType<typeof checkBulletin>;
  readonly take: ReturnType<typeof takeBulletin>;
  readonly taken: (result: Taken['result']) => void;
}

/** Wait before a record is tried again where the storage is full, milliseconds. */
const FULL_WAIT_MS = 1_000;

/**
 * Takes a bulletin that its issuer signed and put into the log: by the checks of HTTP, and no others. What is unsigned, signed by somebody
 * else, or speaks for another issuer is refused, and so becomes a dead letter.
 */
export function handleSubmission({ keys, sources, check, take, taken }: HandleSubmission): Handler<Submission> {
  return async ({ issuer, bulletin: text, signature }, { log }) => {
    const key = Object.hasOwn(keys, issuer) ? keys[issuer] : undefined;
    if (key === undefined) return refuse('issuer-without-key');
    if (!verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'))) return refuse('signature-wrong');
    const caller: Caller = { roles: ['forecaster'], issuer, label: `log: ${issuer}` };
    try {
      const given = withSpeaker(caller, byRuleOfSource(sources, parseBody(bulletin, jsonOf(text))));
      await check(caller, given);
      const { id, result } = await take(given, sentBy(caller));
      taken(result);
      log.info({ bulletin: id, issuer, result }, 'bulletin taken from the log');
      return done();
    } catch (error) {
      if (error instanceof Problem) return refused(error);
      throw error;
    }
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The reason of a dead letter: the problem's code, and the fields that it names. */
function refused({ status, code, fields }: Problem): Outcome {
  if (status >= 500) return again(FULL_WAIT_MS, code);
  const named = (fields.errors ?? []).slice(0, 5).map(({ path, expected }) => `${path}: expected ${expected}`);
  return refuse([code, named.join('; ')].filter((one) => one !== '').join(': '));
}
