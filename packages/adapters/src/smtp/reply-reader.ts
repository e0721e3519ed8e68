import { type Reply, SmtpError } from './smtp-error.ts';

/** More than any server says in one reply. */
const LONGEST_REPLY = 65_536;
const LINE = /^(\d{3})([ -]?)(.*)$/;

/** Replies of a server in the order of its commands. */
export interface ReplyReader {
  /** Bytes that came. */
  take(chunk: Buffer): void;
  /** Nothing comes any more: whoever waits is told why. */
  end(error: SmtpError): void;
  /** The next reply. Rejects with {@link SmtpError}. */
  next(): Promise<Reply>;
  /** Something came that nobody had asked for, or nothing can come any more. */
  readonly isSpent: boolean;
}

export function replyReader(): ReplyReader {
  const ready: Reply[] = [];
  const waiting: PromiseWithResolvers<Reply>[] = [];
  let partial = '';
  let lines: string[] = [];
  let over: SmtpError | null = null;

  const end = (error: SmtpError): void => {
    over ??= error;
    for (const one of waiting.splice(0)) one.reject(over);
  };
  const line = (text: string): void => {
    const [, code, more, rest = ''] = LINE.exec(text) ?? [];
    if (code === undefined) return end(new SmtpError('EPROTOCOL'));
    lines.push(lines.length === 0 ? text : rest);
    if (more === '-') return;
    const reply = { code: Number(code), text: lines.join('\n') };
    lines = [];
    const first = waiting.shift();
    if (first === undefined) ready.push(reply);
    else first.resolve(reply);
  };

  return {
    take(chunk) {
      partial += chunk.toString('utf8');
      if (partial.length > LONGEST_REPLY) return end(new SmtpError('EPROTOCOL'));
      for (let at = partial.indexOf('\n'); at >= 0; at = partial.indexOf('\n')) {
        const text = partial.slice(0, at).trimEnd();
        partial = partial.slice(at + 1);
        line(text);
      }
    },
    end,
    next() {
      const known = ready.shift();
      if (known !== undefined) return Promise.resolve(known);
      if (over !== null) return Promise.reject(over);
      const one = Promise.withResolvers<Reply>();
      waiting.push(one);
      return one.promise;
    },
    get isSpent() {
      return ready.length > 0 || over !== null;
    },
  };
}
