import { randomInt } from 'node:crypto';
import { mobileOperatorOf, type WrittenChannel } from '@loa/domain/audience';
import { accountKey, accountRate } from '@loa/domain/delivery';
import type { AttemptResult, EmailContent, SignupRequest } from '@loa/domain/ports';
import { CODE_LASTS_MS, type SignupPurpose } from '@loa/domain/signup';
import { codeSms } from '@loa/domain/wording';
import { hashOfKey, htmlText, limit, newToken, Problem } from '@loa/runtime';
import type { RoutePorts } from './route-ports.ts';
import { pageLanguage, WORDS } from './words.ts';

/** Six digits, each with the same chance. */
const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** What is kept of a code. Six digits alone could be looked up in a table of all: the request's id goes with them. */
export const hashOfCode = (requestId: string, code: string): string => hashOfKey(`${requestId}.${code}`);

/** Refuses a way that this installation does not have. */
export function checkChannel({ channels }: Pick<RoutePorts, 'channels'>, channel: WrittenChannel): void {
  if (channels[channel] !== null) return;
  const path = channel === 'email' ? 'email' : 'phone';
  const expected = channel === 'email' ? 'a phone number: no e-mail is sent here' : 'an e-mail address: no SMS is sent here';
  throw new Problem({ status: 422, code: 'no-such-way', title: 'Nobody is reached that way here', errors: [{ path, expected }] });
}

/**
 * Before a message is asked for: whoever asks must not be able to have a stranger flooded, and codes by SMS take from the account that warnings go by, in
 * the lowest lane. Throws 429; 422 for a number whose operator lets no code through.
 */
export async function limitMessagesTo(
  { channel, address, language }: Pick<SignupRequest, 'channel' | 'address' | 'language'>,
  { rateLimiter, registrations, signups, settings }: RoutePorts,
): Promise<void> {
  if (channel === 'sms') {
    const { fits } = registrations.templateFor(codeOf(language, '000000'), mobileOperatorOf(address));
    if (!fits) throw new Problem({ ...NO_CODES, errors: [{ path: 'phone', expected: 'an e-mail address' }] });
  }
  await limit(rateLimiter, `signup-to:${signups.limitKey(channel, address)}`, settings.messageRate);
  const { smsAccount: account } = settings;
  if (channel === 'sms' && account !== null) await limit(rateLimiter, accountKey(account.name), accountRate(account.perSecond, 'routine'));
}

const NO_CODES = { status: 422, code: 'no-code-there', title: 'The operator of this number lets no code through' } as const;

export type Asked = Pick<SignupRequest, 'id' | 'channel' | 'until'>;

/** A new request for an address, not kept yet. */
export function newRequest(
  of: Pick<SignupRequest, 'purpose' | 'channel' | 'address' | 'language'> & Partial<Pick<SignupRequest, 'subscriberId' | 'wishes'>>,
  now: Date,
): SignupRequest {
  const until = new Date(now.getTime() + CODE_LASTS_MS[of.channel]).toISOString();
  return { subscriberId: null, wishes: null, ...of, id: newToken(), until };
}

/** Keeps the request and sends its code: six digits by SMS, a link by e-mail. */
export async function sendCode(request: SignupRequest, ports: RoutePorts): Promise<AttemptResult> {
  const { channels, signups, settings, clock } = ports;
  const code = request.channel === 'sms' ? newCode() : newToken();
  const codeHash = request.channel === 'sms' ? hashOfCode(request.id, code) : hashOfKey(code);
  await signups.keep(request, codeHash);
  const channel = channels[request.channel];
  if (channel === null) return { kind: 'channel-down', reason: 'no-such-way' };
  const content = request.channel === 'sms' ? { text: codeOf(request.language, code).text } : mailOf(request, code, settings.publicUrl);
  const message = { deliveryId: 0, messageId: `signup-${hashOfKey(request.id).slice(0, 24)}`, attempt: 1, to: request.address, content };
  const issuedAt = clock.now().toISOString();
  const about = { warningId: '', status: 'Actual', level: null, language: request.language, issuedAt, expiresAt: request.until } as const;
  return channel.send({ ...message, ...about }, () => ({ go: true }));
}

const codeOf = (language: string, code: string) => codeSms(pageLanguage(language), code, CODE_LASTS_MS.sms / 60_000);

/** The words are Loa's alone, for whoever asks may be anybody. */
function mailOf({ purpose, language }: SignupRequest, code: string, publicUrl: string): EmailContent {
  const words = WORDS[pageLanguage(language)];
  const url = new URL(`/subscriptions/confirm?code=${code}`, publicUrl).href;
  const lines = [words.asked[purpose], words.open(CODE_LASTS_MS.email / 3_600_000), url, words.ignore];
  const paragraph = (line: string): string =>
    line === url ? `<p><a href="${htmlText(url)}">${htmlText(url)}</a></p>` : `<p>${htmlText(line)}</p>`;
  return {
    subject: words.subject[purpose],
    text: `${lines.join('\r\n\r\n')}\r\n`,
    html: `<!doctype html>\n<html lang="${pageLanguage(language)}"><body style="font-family:sans-serif;max-width:40em">\n${lines.map(paragraph).join('\n')}\n</body></html>\n`,
  };
}

/** The answer to whoever asked: the same whether or not the address is known here. */
export const askedOf = ({ id, channel, until }: SignupRequest, purpose: SignupPurpose) => ({ request: id, purpose, by: channel, until });
