import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';

/** Signs in our name (RFC 6376); the public key stands in the DNS at `<selector>._domainkey.<domain>`. */
export interface DkimOptions {
  readonly domain: string;
  readonly selector: string;
  /** RSA, PEM; 2048 bits or more. */
  readonly key: string;
}

/** Headers that are signed where they are. RFC 8058, 4: both List-Unsubscribe headers must be, which usual lists forget. */
const SIGNED = [
  ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'In-Reply-To', 'References', 'MIME-Version', 'Content-Type'],
  ...['Content-Transfer-Encoding', 'Content-Language', 'Auto-Submitted', 'Importance', 'List-Unsubscribe', 'List-Unsubscribe-Post'],
];
/** Signed once more than they are there, so that nobody can add one (RFC 6376, 8.15). */
const OVERSIGNED = ['From', 'To', 'Subject', 'Date', 'Message-ID', 'List-Unsubscribe', 'List-Unsubscribe-Post'];
const LEAST_BITS = 2_048;
const LINE_LENGTH = 72;

const signAsync = promisify<string, Buffer, KeyObject, Buffer>(sign);

/** The DKIM-Signature header of a message with these header fields and this body hash, with its line end. */
export type DkimSigner = (fields: readonly string[], bodyHash: string, at: Date) => Promise<string>;

/** Throws a TypeError that names the key when it is not RSA of enough bits. */
export function dkimSigner({ domain, selector, key: pem }: DkimOptions): DkimSigner {
  const key = privateKey(pem);
  return async (fields, bodyHash, at) => {
    const known = new Map(fields.map((field) => [nameOf(field), canonical(field)]));
    const present = SIGNED.filter((name) => known.has(name.toLowerCase()));
    const tags = [
      ...['v=1', 'a=rsa-sha256', 'c=relaxed/relaxed', `d=${domain}`, `s=${selector}`, `t=${Math.floor(at.getTime() / 1_000)}`],
      ...[`h=${[...present, ...OVERSIGNED].join(':\r\n\t ')}`, `bh=${bodyHash}`, 'b='],
    ];
    const own = `DKIM-Signature: ${tags.join(';\r\n\t')}`;
    const data = [...present.map((name) => `${known.get(name.toLowerCase()) ?? ''}\r\n`), canonical(own)].join('');
    const signature = (await signAsync('sha256', Buffer.from(data, 'utf8'), key)).toString('base64');
    const lines = signature.match(new RegExp(`.{1,${LINE_LENGTH}}`, 'g')) ?? [];
    return `${own}${lines.join('\r\n\t ')}\r\n`;
  };
}

function privateKey(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < LEAST_BITS)
    throw new TypeError(
      `a DKIM key is RSA of ${LEAST_BITS} bits or more; this one is ${key.asymmetricKeyType ?? 'of no known kind'}, ${bits} bits`,
    );
  return key;
}

/** The hash of a body with CRLF line ends, a character to a byte, relaxed (RFC 6376, 3.4.4). */
export function bodyHashOf(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  const text = lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`;
  return createHash('sha256').update(text, 'latin1').digest('base64');
}

const nameOf = (field: string): string => field.slice(0, field.indexOf(':')).trim().toLowerCase();

/** A header field, relaxed (RFC 6376, 3.4.2). */
function canonical(field: string): string {
  const value = field.slice(field.indexOf(':') + 1);
  return `${nameOf(field)}:${value
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()}`;
}
