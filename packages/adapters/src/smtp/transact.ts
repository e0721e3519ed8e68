import { domainToASCII } from 'node:url';
import type { AttemptResult } from '@loa/domain/ports';
import { classifyFailure, failureOf } from './classify-failure.ts';
import type { Held } from './connections.ts';
import type { WrittenMail } from './mail-writer.ts';
import type { Session } from './session.ts';
import { isPositive, type Reply, SmtpError } from './smtp-error.ts';

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

/** What a server said of an envelope: of each recipient, or of the session. */
export type Transaction =
  | { readonly kind: 'answered'; readonly results: readonly AttemptResult[] }
  /** The kept connection was over before anything was taken: nobody has been told anything. */
  | { readonly kind: 'session-over' };

const UNSENDABLE: AttemptResult = { kind: 'permanent', reason: 'address-invalid' };
const END_OF_DATA = '.\r\n';
const GO_ON = 354;
/** What Postfix, Exim and others call the message from here on. */
const QUEUED_AS = /\b(?:queued as|id=)\s*<?([\w.-]{1,100})>?/i;

/**
 * Sends one envelope. MAIL is written before this returns to the event loop, and where the server takes it (RFC 2920) the recipients and
 * DATA with it. Recipients are judged one by one (RFC 5321, 4.2.4), by LMTP (RFC 2033) also after the data; what fails for the envelope
 * counts for all whom the server had taken.
 */
export async function transact(held: Held, envelope: Envelope, mail: WrittenMail): Promise<Transaction> {
  const { session } = held;
  const sendable = envelope.to.map((address) => wireAddress(address, session));
  const to = sendable.filter((one) => one !== null);
  if (to.length === 0) {
    held.keep();
    return { kind: 'answered', results: envelope.to.map(() => UNSENDABLE) };
  }
  const progress = { dataBegan: false };
  const inOrder = (results: readonly AttemptResult[]): readonly AttemptResult[] => {
    const next = results.values();
    return sendable.map((one) => (one === null ? UNSENDABLE : (next.next().value ?? UNSENDABLE)));
  };
  try {
    const { results, isClean } = await exchange(session, { from: envelope.from, to }, mail, progress);
    if (isClean) held.keep();
    else await reset(held);
    return { kind: 'answered', results: inOrder(results) };
  } catch (error) {
    held.drop();
    const failure = failureOf(error);
    const isOver = failure.responseCode === undefined || failure.responseCode === 421;
    if (held.reused && !progress.dataBegan && isOver) return { kind: 'session-over' };
    return { kind: 'answered', results: inOrder(to.map(() => classifyFailure(failure, progress.dataBegan))) };
  }
}

interface Exchanged {
  readonly results: readonly AttemptResult[];
  /** The session stands where it stood before MAIL. */
  readonly isClean: boolean;
}

/** Rejects when the connection is lost, or the server says that it goes (421). */
async function exchange(session: Session, { from, to }: Envelope, mail: WrittenMail, progress: { dataBegan: boolean }): Promise<Exchanged> {
  const size = session.offers.has('SIZE') ? ` SIZE=${mail.size}` : '';
  const utf8 = [from, ...to].some((one) => /[^ -~]/.test(one)) ? ' SMTPUTF8' : '';
  const commands = [`MAIL FROM:<${from}>${size}${utf8}`, ...to.map((one) => `RCPT TO:<${one}>`), 'DATA'];
  const [mailed, ...answers] = await (session.offers.has('PIPELINING') ? together(session, commands) : oneByOne(session, commands));
  const data = answers.length > to.length ? answers.pop() : undefined;
  if (mailed === undefined || !isPositive(mailed)) return { results: to.map(() => refused(mailed)), isClean: false };
  const taken = answers.map((one) => isPositive(one));
  if (data?.code !== GO_ON) {
    const all = data === undefined ? undefined : refused(data);
    const results = answers.map((one, at) => (taken[at] === true && all !== undefined ? all : refused(one)));
    return { results, isClean: false };
  }
  const isWanted = taken.includes(true);
  progress.dataBegan = isWanted;
  // A server may ask for the data though it took nobody (RFC 2920, 3.1): it gets none.
  if (isWanted) session.write(mail.own, mail.common.bytes, END_OF_DATA);
  else session.write(END_OF_DATA);
  const words: Reply[] = [];
  for (let left = session.lmtp ? taken.filter(Boolean).length : 1; left > 0; left -= 1) words.push(notGoing(await session.reply()));
  const ofAll = judged(words[0]);
  return {
    results: answers.map((one, at) => (taken[at] === true ? (session.lmtp ? judged(words.shift()) : ofAll) : refused(one))),
    isClean: true,
  };
}

async function together(session: Session, commands: readonly string[]): Promise<Reply[]> {
  session.write(`${commands.join('\r\n')}\r\n`);
  const replies: Reply[] = [];
  for (let left = commands.length; left > 0; left -= 1) replies.push(notGoing(await session.reply()));
  return replies;
}

/** Up to a refused MAIL, or to the last recipient where none is taken: then DATA is not asked for. */
async function oneByOne(session: Session, commands: readonly string[]): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (const command of commands) {
    const [mailed, ...recipients] = replies;
    if (mailed !== undefined && !isPositive(mailed)) break;
    if (command === 'DATA' && !recipients.some(isPositive)) break;
    session.write(`${command}\r\n`);
    replies.push(notGoing(await session.reply()));
  }
  return replies;
}

/** 421 may come in place of any reply: the server closes, and whatever else was asked gets no answer (RFC 5321, 3.8). */
function notGoing(reply: Reply): Reply {
  if (reply.code === 421) throw new SmtpError('ECONNECTION', reply);
  return reply;
}

function judged(word: Reply | undefined): AttemptResult {
  if (word === undefined || !isPositive(word)) return refused(word);
  return { kind: 'accepted', providerId: QUEUED_AS.exec(word.text)?.[1] ?? null };
}

const refused = (reply: Reply | undefined): AttemptResult => classifyFailure(failureOf(new SmtpError('EENVELOPE', reply)), false);

let last = { domain: '', ascii: '' };

/** A domain as it goes over the wire. The last one is kept: many recipients are with few providers. */
function asciiOf(domain: string): string {
  if (domain !== last.domain) last = { domain, ascii: domainToASCII(domain) };
  return last.ascii;
}

/** The address as it may stand in an envelope; null where this server could not take it. */
function wireAddress(address: string, { offers }: Session): string | null {
  const at = address.lastIndexOf('@');
  const domain = asciiOf(address.slice(at + 1));
  if (at < 1 || domain === '') return null;
  const local = address.slice(0, at);
  return /^[!-~]+$/.test(local) || (offers.has('SMTPUTF8') && !/[\s\p{Cc}]/u.test(local)) ? `${local}@${domain}` : null;
}

/** Clears what a refused transaction left, so that the connection can carry the next one. */
export async function reset(held: Held): Promise<void> {
  try {
    held.session.write('RSET\r\n');
    if (isPositive(await held.session.reply())) held.keep();
    else held.drop();
  } catch {
    held.drop();
  }
}
