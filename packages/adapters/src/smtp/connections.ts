import SMTPConnection from 'nodemailer/lib/smtp-connection';

/** Waits on the remote side, milliseconds: alerts must not hang for nodemailer's defaults of minutes. */
const CONNECT_MS = 5_000;
/** Longest silence inside a transaction; an idle connection is dropped after it, too. */
const SILENCE_MS = 60_000;

/** A connection in use by one transaction. */
export interface Held {
  readonly connection: SMTPConnection;
  /** It has carried a transaction before: the far side may have dropped it since. */
  readonly reused: boolean;
  /** Gives it back for the next transaction. */
  keep(): void;
  /** Ends it: its state is not known. */
  drop(): void;
}

/** Own connections to one server; nodemailer's pool would queue behind the gate and send again by itself. */
export interface Connections {
  /** An idle connection, or a new one that has greeted and logged in. Rejects with nodemailer's error. */
  take(): Promise<Held>;
  /** Ends all of them. */
  close(): void;
}

/** `url`: `smtp://user:password@host:port` (STARTTLS where offered) or `smtps://…`. */
export function connectionsTo(url: string): Connections {
  const { hostname, port, protocol, username, password } = new URL(url);
  const idle = new Set<SMTPConnection>();
  const open = new Set<SMTPConnection>();

  const connect = async (): Promise<SMTPConnection> => {
    const connection = new SMTPConnection({
      host: hostname.replace(/^\[|\]$/g, ''),
      ...(port === '' ? {} : { port: Number(port) }),
      secure: protocol === 'smtps:',
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      dnsTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      socketCloseTimeout: 0,
    });
    const forget = (): void => {
      idle.delete(connection);
      open.delete(connection);
    };
    connection.once('end', forget);
    open.add(connection);
    try {
      await connected(connection);
      if (username !== '') await loggedIn(connection, decodeURIComponent(username), decodeURIComponent(password));
      return connection;
    } catch (error) {
      forget();
      connection.close();
      throw error;
    }
  };

  const held = (connection: SMTPConnection, reused: boolean): Held => ({
    connection,
    reused,
    keep: () => void (open.has(connection) && idle.add(connection)),
    drop: () => connection.close(),
  });

  return {
    async take() {
      for (const connection of idle) {
        idle.delete(connection);
        return held(connection, true);
      }
      return held(await connect(), false);
    },
    close() {
      for (const connection of [...open]) {
        if (idle.has(connection)) connection.quit();
        connection.close();
      }
    },
  };
}

function connected(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    // Stays for the connection's life: a transaction learns of its failure by its own callback, an idle one has nobody to tell.
    connection.on('error', reject);
    connection.connect((error?: Error | null) => (error ? reject(error) : resolve()));
  });
}

function loggedIn(connection: SMTPConnection, user: string, pass: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.login({ credentials: { user, pass } }, (error: Error | null) => (error ? reject(error) : resolve()));
  });
}
