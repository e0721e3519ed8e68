/** A refused command, or a connection that failed. `code` as nodemailer names such things; a reply's text stays inside. */
export class SmtpError extends Error {
  override readonly name = 'SmtpError';
  readonly code: string;
  /** Of the reply; undefined without one. */
  readonly responseCode: number | undefined;
  readonly response: string | undefined;
  constructor(code: string, reply?: Reply, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.responseCode = reply?.code;
    this.response = reply?.text;
  }
}

/** A server's answer to one command (RFC 5321, 4.2). */
export interface Reply {
  readonly code: number;
  /** All lines of it, with `\n` between them. */
  readonly text: string;
}

/** The server goes, and answers nothing else (RFC 5321, 3.8). */
export const isGoodbye = ({ code }: Reply): boolean => code === 421;

export const isPositive = ({ code }: Reply): boolean => code >= 200 && code < 300;

/** Throws the reply as an error of `code` unless it says yes. */
export function expectPositive(reply: Reply, code: string): void {
  if (!isPositive(reply)) throw new SmtpError(code, reply);
}
