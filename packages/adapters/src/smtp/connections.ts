import { openSession, type Session, type SessionOptions } from './session.ts';

/** A connection in use by one transaction. */
export interface Held {
  readonly session: Session;
  /** It has carried a transaction before: the far side may have dropped it since. */
  readonly reused: boolean;
  /** Gives it back for the next transaction. */
  keep(): void;
  /** Ends it: its state is not known. */
  drop(): void;
}

/** Own connections to one server, each for one transaction at a time; none queues behind the gate or sends again by itself. */
export interface Connections {
  /** An idle connection, or a new one that has greeted and logged in. Rejects with an SmtpError. */
  take(): Promise<Held>;
  /** Ends all of them. */
  close(): void;
}

const SMTP_PORT = 587;
const SMTPS_PORT = 465;
const LMTP_PORT = 24;

/** `url`: `smtp://user:password@host:port` (STARTTLS where offered), `smtps://…` or `lmtp://…`; `ca`: authorities to trust beside the system's. */
export function connectionsTo(url: string, ca?: string): Connections {
  const options = optionsOf(new URL(url), ca);
  const idle = new Set<Session>();
  const open = new Set<Session>();

  const connect = async (): Promise<Session> => {
    const session = await openSession(options);
    open.add(session);
    void session.closed.then(() => {
      idle.delete(session);
      open.delete(session);
    });
    return session;
  };

  const held = (session: Session, reused: boolean): Held => ({
    session,
    reused,
    keep: () => void (open.has(session) && idle.add(session)),
    drop: () => session.abandon(),
  });

  return {
    async take() {
      for (const session of idle) {
        idle.delete(session);
        if (!session.isSpent) return held(session, true);
        session.close();
      }
      return held(await connect(), false);
    },
    close: () => open.forEach((session) => session.close()),
  };
}

function optionsOf({ hostname, port, protocol, username, password }: URL, ca?: string): SessionOptions {
  const usual = { 'smtps:': SMTPS_PORT, 'lmtp:': LMTP_PORT }[protocol] ?? SMTP_PORT;
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? usual : Number(port),
    secure: protocol === 'smtps:',
    lmtp: protocol === 'lmtp:',
    login: username === '' ? null : { user: decodeURIComponent(username), password: decodeURIComponent(password) },
    ca,
  };
}
