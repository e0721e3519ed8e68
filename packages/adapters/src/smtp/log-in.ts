import type { Wire } from './session.ts';
import { oneReply } from './reply-reader.ts';
import { expectPositive } from './smtp-error.ts';

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** AUTH PLAIN, or LOGIN where the server offers that alone (RFC 4954, 4616). Rejects with an SmtpError of code `EAUTH`. */
export async function logIn(
  { socket, replies }: Wire,
  offers: ReadonlySet<string>,
  { user, password }: { readonly user: string; readonly password: string },
): Promise<void> {
  if (offers.has('AUTH PLAIN') || !offers.has('AUTH LOGIN')) {
    socket.write(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}\r\n`);
    return expectPositive(await oneReply(replies), 'EAUTH');
  }
  // Each prompt is a 334.
  for (const word of ['AUTH LOGIN', base64(user), base64(password)]) {
    socket.write(`${word}\r\n`);
    const answer = await oneReply(replies);
    if (answer.code !== 334) return expectPositive(answer, 'EAUTH');
  }
}
