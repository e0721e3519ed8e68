import type { AttemptResult, OutgoingMessage } from '@loa/domain/ports';
import { classifyFailure, failureOf, type Step } from './classify-failure.ts';
import type { Announced, Held } from './connections.ts';
import type { Pen } from './mail-writer.ts';
import { oneReply } from './reply-reader.ts';
import type { Session } from './session.ts';
import { isPositive, type Reply, SmtpError } from './smtp-error.ts';
import { wireAddress } from './wire-address.ts';

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

/** What a server said of an envelope: of each recipient, or of the session. */
export type Transaction =
  | { readonly kind: 'answered'; readonly results: readonly AttemptResult[] }
  /** Over before anything was taken, a kept connection or one that was cut for its gate: nobody has been told anything. */
  | { readonly kind: 'session-over' };

/** Asked in the tick in which a message is written: what comes after it on this connection, if it may go out now. */
export type NextEnvelope = () => { readonly message: OutgoingMessage; readonly envelope: Envelope } | null;

/** What is asked in the tick in which a message is written. */
export interface Asked {
  readonly next: NextEnvelope;
  /** May the envelope still go out? Asked where its answers had to be waited for. */
  readonly mayGo: () => boolean;
}

const UNSENDABLE: AttemptResult = { kind: 'permanent', reason: 'address-invalid' };
const END_OF_DATA = '.\r\n';
const GO_ON = 354;
/** What Postfix, Exim and others call the message from here on. */
const QUEUED_AS = /\b(?:queued as|id=)\s*<?([\w.-]{1,100})>?/i;

/**
 * Sends one envelope. Up to the first write nothing is awaited: that is MAIL, and where the server takes it (RFC 2920) the recipients and DATA
 * with it; or the message, where its envelope was announced. The envelope of `next` is announced behind the message, in the same write.
 * Where the gate has closed meanwhile the connection is cut: there is no command that ends a transaction after 354.
 * Recipients are judged one by one (RFC 5321, 4.2.4), by LMTP (RFC 2033) also after the data; what fails for the envelope counts for all
 * whom the server had taken.
 */
export async function transact(held: Held, envelope: Envelope, pen: Pen, asked: Asked): Promise<Transaction> {
  const { session } = held;
  const sendable = envelope.to.map((address) => wireAddress(address, session));
  const to = sendable.filter((one) => one !== null);
  if (to.length === 0) {
    held.keep(null);
    return { kind: 'answered', results: envelope.to.map(() => UNSENDABLE) };
  }
  const progress = { dataBegan: false };
  const inOrder = (results: readonly AttemptResult[]): readonly AttemptResult[] => {
    if (results.length === sendable.length) return results;
    const left = results.values();
    return sendable.map((one) => (one === null ? UNSENDABLE : (left.next().value ?? UNSENDABLE)));
  };
  try {
    const exchanged = await exchange(held, { from: envelope.from, to }, pen, { progress, ...asked });
    if (exchanged === null) {
      held.drop();
      return { kind: 'session-over' };
    }
    const { results, isClean, announced } = exchanged;
    if (isClean) held.keep(announced);
    else await reset(held);
    return { kind: 'answered', results: inOrder(results) };
  } catch (error) {
    held.drop();
    const failure = failureOf(error);
    const isOver = failure.responseCode === undefined || failure.responseCode === 421;
    if (held.reused && !progress.dataBegan && isOver) return { kind: 'session-over' };
    return { kind: 'answered', results: inOrder(to.map(() => classifyFailure(failure, progress.dataBegan, 'data'))) };
  }
}

interface Exchanged {
  readonly results: readonly AttemptResult[];
  /** The session stands where it stood before MAIL, but for what was announced. */
  readonly isClean: boolean;
  readonly announced: Announced | null;
}

interface Course extends Asked {
  readonly progress: { dataBegan: boolean };
}

/** Null where the gate has closed, and the server waits for the message. Rejects when the connection is lost, or the server says that it goes (421). */
async function exchange(held: Held, envelope: Envelope, pen: Pen, course: Course): Promise<Exchanged | null> {
  const { session, answers: said } = held;
  const { to } = envelope;
  let write = pen;
  let replies = said;
  if (replies === null) {
    // MAIL says its size, so it is written already.
    const mail = pen();
    write = () => mail;
    replies = await answersTo(session, commandsOf(session, envelope, mail.size));
  }
  const [mailed, ...answers] = replies;
  const data = answers.length > to.length ? answers.pop() : undefined;
  const refusedAll = (results: readonly AttemptResult[]): Exchanged => ({ results, isClean: false, announced: null });
  if (mailed === undefined || !isPositive(mailed)) return refusedAll(to.map(() => refused(mailed, 'mail')));
  const taken = answers.map((one) => isPositive(one));
  if (data?.code !== GO_ON) {
    const all = data === undefined ? undefined : refused(data, 'data');
    return refusedAll(answers.map((one, at) => (taken[at] === true && all !== undefined ? all : refused(one, 'rcpt'))));
  }
  const isWanted = taken.includes(true);
  if (said === null && isWanted && !course.mayGo()) return null;
  const { ended, announced } = isWanted
    ? put(session, write, course, session.lmtp ? taken.filter(Boolean).length : 1)
    : putNothing(session);
  const words = (await ended).values();
  const ofAll = session.lmtp ? undefined : judged(words.next().value);
  return {
    results: answers.map((one, at) => (taken[at] === true ? (ofAll ?? judged(words.next().value)) : refused(one, 'rcpt'))),
    isClean: true,
    announced,
  };
}

/** What was written where a server asked for the message. */
interface Put {
  /** To the message: of each recipient that was taken by LMTP, otherwise one. */
  readonly ended: Promise<readonly Reply[]>;
  readonly announced: Announced | null;
}

/** Writes the message, and what is announced behind it; nothing of it is kept while it is waited for the answers. */
function put(session: Session, pen: Pen, { progress, next }: Course, answers: number): Put {
  const { octets, shared, size } = pen();
  const following = followingOf(session, size, next);
  const after = `${END_OF_DATA}${following?.commands ?? ''}`;
  progress.dataBegan = true;
  if (shared === null) session.write(`${octets}${after}`);
  else session.writeAround(octets, shared, after);
  return { ended: session.next(answers), announced: following?.announced() ?? null };
}

/** A server may ask for the data though it took nobody (RFC 2920, 3.1): it gets none, and has by LMTP nobody to answer for. */
function putNothing(session: Session): Put {
  session.write(END_OF_DATA);
  return { ended: session.lmtp ? Promise.resolve([]) : session.next(1), announced: null };
}

/** What goes out behind a message, and what is known of it once it has. */
interface Following {
  readonly commands: string;
  announced(): Announced;
}

/** RFC 2920, 3.1: the message may be the first of a group of commands, and DATA its last. */
function followingOf(session: Session, size: number, next: NextEnvelope): Following | null {
  if (!session.offers.has('PIPELINING')) return null;
  const following = next();
  if (following === null) return null;
  const { message, envelope } = following;
  const to = envelope.to.map((address) => wireAddress(address, session)).filter((one) => one !== null);
  if (to.length < envelope.to.length) return null;
  // Of its size nothing is known yet; that of the one before it is as good an estimate as RFC 1870, 6 asks for.
  const commands = commandsOf(session, { from: envelope.from, to }, size);
  return {
    commands: `${commands.join('\r\n')}\r\n`,
    announced() {
      const answers = session.next(commands.length);
      // Whoever takes the connection hears of it.
      answers.catch(() => undefined);
      return { message, answers };
    },
  };
}

function commandsOf({ offers }: Session, { from, to }: Envelope, size: number): readonly string[] {
  const utf8 = [from, ...to].some((one) => /[^ -~]/.test(one)) ? ' SMTPUTF8' : '';
  return [`MAIL FROM:<${from}>${offers.has('SIZE') ? ` SIZE=${size}` : ''}${utf8}`, ...to.map((one) => `RCPT TO:<${one}>`), 'DATA'];
}

function answersTo(session: Session, commands: readonly string[]): Promise<readonly Reply[]> {
  if (!session.offers.has('PIPELINING')) return oneByOne(session, commands);
  session.write(`${commands.join('\r\n')}\r\n`);
  return session.next(commands.length);
}

/** Up to a refused MAIL, or to the last recipient where none is taken: then DATA is not asked for. */
async function oneByOne(session: Session, commands: readonly string[]): Promise<readonly Reply[]> {
  const replies: Reply[] = [];
  for (const command of commands) {
    const [mailed, ...recipients] = replies;
    if (mailed !== undefined && !isPositive(mailed)) break;
    if (command === 'DATA' && !recipients.some(isPositive)) break;
    session.write(`${command}\r\n`);
    replies.push(await oneReply(session));
  }
  return replies;
}

function judged(word: Reply | undefined): AttemptResult {
  if (word === undefined || !isPositive(word)) return refused(word, 'data');
  return { kind: 'accepted', providerId: QUEUED_AS.exec(word.text)?.[1] ?? null };
}

const refused = (reply: Reply | undefined, step: Step): AttemptResult =>
  classifyFailure(failureOf(new SmtpError('EENVELOPE', reply)), false, step);

/** Clears what a refused transaction left, so that the connection can carry the next one. */
export async function reset(held: Held): Promise<void> {
  try {
    held.session.write('RSET\r\n');
    if (isPositive(await oneReply(held.session))) held.keep(null);
    else held.drop();
  } catch {
    held.drop();
  }
}
