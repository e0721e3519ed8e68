import type { AttemptResult, LookUpResult } from '@loa/domain/ports';
import { z } from 'zod';
import { classifyAnswer } from './error-codes.ts';
import { NoAnswer, type Reply, type Requests, Stopped } from './gated-request.ts';

/** How far clocks may differ where something is looked up by when it was made, milliseconds. */
export const CLOCK_SLACK_MS = 60_000;

const created = z.object({ sid: z.string() });
const refused = z.object({ code: z.number() });
const paged = z.object({ next_page_uri: z.string().nullish() });

/** What came of a request that creates something: its sid, or why there is none. Does not reject. */
export async function attempted(request: Promise<Reply>): Promise<AttemptResult> {
  try {
    return resultOf(await request);
  } catch (error) {
    return failed(error);
  }
}

/** What `find` reads of the answer to a request that asks; `unavailable` where it is none. Does not reject. */
export async function lookedUp(request: Promise<Reply>, find: (body: unknown) => LookUpResult): Promise<LookUpResult> {
  try {
    const reply = await request;
    if (reply.status === 200) return find(parsed(reply.body));
    const result = resultOf(reply);
    return { kind: 'unavailable', reason: 'reason' in result ? result.reason : 'twilio-answer-unreadable' };
  } catch (error) {
    const result = failed(error);
    return { kind: 'unavailable', reason: 'reason' in result ? result.reason : 'twilio-failed' };
  }
}

/** As {@link lookedUp}, in a list that comes in pages, `mostPages` of them at most: what Twilio does not date yet may stand on any. */
export async function lookedUpInPages(
  requests: Pick<Requests, 'get'>,
  { resource, query, mostPages }: { readonly resource: string; readonly query: URLSearchParams; readonly mostPages: number },
  find: (body: unknown) => LookUpResult,
): Promise<LookUpResult> {
  let following: URLSearchParams | null = query;
  for (let page = 0; page < mostPages && following !== null; page += 1) {
    let body: unknown = null;
    const result: LookUpResult = await lookedUp(requests.get(resource, following), (read) => find((body = read)));
    if (result.kind !== 'not-found') return result;
    const uri = paged.safeParse(body).data?.next_page_uri?.split('?')[1];
    following = uri === undefined ? null : new URLSearchParams(uri);
  }
  return { kind: 'not-found' };
}

function resultOf({ status, body }: Reply): AttemptResult {
  const answer = parsed(body);
  if (status < 300) {
    const { success, data } = created.safeParse(answer);
    // Taken, and under what name is not known: a look-up finds it.
    return success ? { kind: 'accepted', providerId: data.sid } : { kind: 'unknown', reason: 'twilio-answer-unreadable' };
  }
  return classifyAnswer({ status, code: refused.safeParse(answer).data?.code ?? null });
}

/** Nothing written: the server is not there. Written and not answered: nobody knows. */
function failed(error: unknown): AttemptResult {
  if (error instanceof Stopped) return { kind: 'stopped', reason: error.reason };
  if (error instanceof NoAnswer) return { kind: error.written ? 'unknown' : 'channel-down', reason: `twilio-${error.code}` };
  return { kind: 'unknown', reason: 'twilio-answer-unreadable' };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
