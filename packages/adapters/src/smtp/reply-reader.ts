import { isGoodbye, type Reply, SmtpError } from './smtp-error.ts';

/** More than any server says in one reply. */
const LONGEST_REPLY = 65_536;
const [ZERO, NINE, HYPHEN] = [0x30, 0x39, 0x2d];
const CODE_LENGTH = 3;

/** Replies of a server in the order of its commands. */
export interface ReplyReader {
  /** What came, a character to a byte: what is read of replies is ASCII. */
  take(chunk: string): void;
  /** Nothing comes any more: whoever waits is told why. */
  end(error: SmtpError): void;
  /**
   * So many next replies, at least one. Rejects with {@link SmtpError}; also where the server says in place of one of them that it goes
   * (421, RFC 5321, 3.8): nothing else is answered then.
   */
  next(count: number): Promise<readonly Reply[]>;
  /** Something came that nobody had asked for, or nothing can come any more. */
  readonly isSpent: boolean;
}

interface Waiting {
  readonly count: number;
  readonly resolve: (replies: readonly Reply[]) => void;
  readonly reject: (error: SmtpError) => void;
}

export function replyReader(): ReplyReader {
  let ready: Reply[] = [];
  const waiting: Waiting[] = [];
  let partial = '';
  let lines: string[] = [];
  let over: SmtpError | null = null;

  const end = (error: SmtpError): void => {
    over ??= error;
    for (const one of waiting.splice(0)) one.reject(over);
  };
  const serve = (): void => {
    for (let first = waiting[0]; first !== undefined && ready.length >= first.count; first = waiting[0]) {
      waiting.shift();
      const rest = ready.length === first.count ? [] : ready.splice(first.count);
      first.resolve(ready);
      ready = rest;
    }
  };
  const line = (text: string): void => {
    const code = codeOf(text);
    if (code === null) return end(new SmtpError('EPROTOCOL'));
    lines.push(lines.length === 0 ? text : text.slice(CODE_LENGTH + 1));
    if (text.charCodeAt(CODE_LENGTH) === HYPHEN) return;
    const reply = { code, text: lines.join('\n') };
    lines = [];
    if (isGoodbye(reply)) return end(new SmtpError('ECONNECTION', reply));
    ready.push(reply);
  };

  return {
    take(chunk) {
      const text = partial + chunk;
      let from = 0;
      for (let at = text.indexOf('\n'); at >= 0 && over === null; at = text.indexOf('\n', from)) {
        line(text.slice(from, at).trimEnd());
        // A reply is handed on before what comes after it is read: that may be the end.
        serve();
        from = at + 1;
      }
      partial = text.slice(from);
      if (partial.length > LONGEST_REPLY) end(new SmtpError('EPROTOCOL'));
    },
    end,
    next(count) {
      return new Promise((resolve, reject) => {
        waiting.push({ count, resolve, reject });
        if (waiting.length === 1) serve();
        if (over !== null) end(over);
      });
    },
    get isSpent() {
      return ready.length > 0 || over !== null;
    },
  };
}

/** The three digits that a line begins with; null where it does not. */
function codeOf(text: string): number | null {
  let code = 0;
  for (let at = 0; at < CODE_LENGTH; at += 1) {
    const digit = text.charCodeAt(at);
    if (!(digit >= ZERO && digit <= NINE)) return null;
    code = code * 10 + digit - ZERO;
  }
  return code;
}

/** The next reply. Rejects as {@link ReplyReader.next}. */
export async function oneReply(replies: Pick<ReplyReader, 'next'>): Promise<Reply> {
  const [reply] = await replies.next(1);
  if (reply === undefined) throw new SmtpError('EPROTOCOL');
  return reply;
}
