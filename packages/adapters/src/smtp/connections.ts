import type { OutgoingMessage } from '@loa/domain/ports';
import { openSession, type Session, type SessionOptions } from './session.ts';
import type { Reply } from './smtp-error.ts';

/** A message whose envelope was told to a server behind the one before it. */
export interface Announced {
  readonly message: OutgoingMessage;
  /** To MAIL, each RCPT and DATA. Rejects with an SmtpError when the connection is lost first. */
  readonly answers: Promise<readonly Reply[]>;
}

/** A connection in use by one transaction. */
export interface Held {
  readonly session: Session;
  /** It has carried a transaction before: the far side may have dropped it since. */
  readonly reused: boolean;
  /** What was answered to the envelope, where it was announced: the server waits for the message and can be given nothing else. */
  readonly answers: readonly Reply[] | null;
  /** Gives it back for the next transaction: for that of what was announced, if anything was. */
  keep(announced: Announced | null): void;
  /** Ends it: its state is not known. */
  drop(): void;
}

/** Own connections to one server, each for one transaction at a time; none queues behind the gate or sends again by itself. */
export interface Connections {
  /**
   * The connection on which the message was announced, if it still stands; otherwise an idle one, or a new one that has greeted and logged in.
   * Rejects with an SmtpError.
   */
  take(message: OutgoingMessage | null): Promise<Held>;
  /** Ends all of them. */
  close(): void;
}

const SMTP_PORT = 587;
const SMTPS_PORT = 465;
const LMTP_PORT = 24;
export const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * `url`: `smtp://user:password@host:port` (STARTTLS where offered; to another machine a password goes without it only with
 * `?auth=clear`), `smtps://…` or `lmtp://…`; `ca`: authorities to trust beside the system's.
 * From `most` connections on those whose announced message has not come give way.
 */
export function connectionsTo(url: string, most: number, ca?: string): Connections {
  const options = optionsOf(new URL(url), ca);
  const idle = new Set<Session>();
  const waiting = new Map<OutgoingMessage, { readonly session: Session; readonly answers: Announced['answers'] }>();
  const open = new Set<Session>();

  const connect = async (): Promise<Session> => {
    const session = await openSession(options);
    open.add(session);
    void session.closed.then(() => {
      idle.delete(session);
      open.delete(session);
      for (const [message, one] of waiting) if (one.session === session) waiting.delete(message);
    });
    return session;
  };

  const held = (session: Session, reused: boolean, answers: readonly Reply[] | null): Held => ({
    session,
    reused,
    answers,
    keep(announced) {
      if (!open.has(session)) return;
      if (announced === null) idle.add(session);
      else waiting.set(announced.message, { session, answers: announced.answers });
    },
    drop: () => session.abandon(),
  });

  const makeRoom = (): void => {
    const [first] = waiting;
    if (open.size < most || first === undefined) return;
    waiting.delete(first[0]);
    first[1].session.abandon();
  };

  return {
    async take(message) {
      const found = message === null ? undefined : waiting.get(message);
      if (message !== null && found !== undefined) {
        waiting.delete(message);
        const answers = await found.answers.catch(() => null);
        if (answers !== null && !found.session.isSpent) return held(found.session, true, answers);
        // Nothing of the message has gone over: with its connection it has lost nothing.
        found.session.abandon();
      }
      for (const session of idle) {
        idle.delete(session);
        if (!session.isSpent) return held(session, true, null);
        session.close();
      }
      makeRoom();
      return held(await connect(), false, null);
    },
    close() {
      // Said while a server waits for a message, goodbye would be its first line.
      for (const { session } of waiting.values()) session.abandon();
      open.forEach((session) => session.close());
    },
  };
}

function optionsOf({ hostname, port, protocol, username, password, searchParams }: URL, ca?: string): SessionOptions {
  const usual = { 'smtps:': SMTPS_PORT, 'lmtp:': LMTP_PORT }[protocol] ?? SMTP_PORT;
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? usual : Number(port),
    secure: protocol === 'smtps:',
    lmtp: protocol === 'lmtp:',
    login: username === '' ? null : { user: decodeURIComponent(username), password: decodeURIComponent(password) },
    inClear: LOOPBACK.test(hostname) || searchParams.get('auth') === 'clear',
    ca,
  };
}
