import { domainToASCII } from 'node:url';
import type { Session } from './session.ts';

let last = { domain: '', ascii: '' };

/** A domain as it goes over the wire. The last one is kept: many recipients are with few providers. */
function asciiOf(domain: string): string {
  if (domain !== last.domain) last = { domain, ascii: domainToASCII(domain) };
  return last.ascii;
}

/** A text in UTF-8, a character to a byte. */
export const octetsOf = (text: string): string => (/[\u0080-\uFFFF]/.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text);

/** The address as it may stand in an envelope, a character to a byte; null where this server could not take it. */
export function wireAddress(address: string, { offers }: Pick<Session, 'offers'>): string | null {
  const at = address.lastIndexOf('@');
  const domain = asciiOf(address.slice(at + 1));
  if (at < 1 || domain === '') return null;
  const local = address.slice(0, at);
  if (/^[!-~]+$/.test(local)) return `${local}@${domain}`;
  return offers.has('SMTPUTF8') && !/[\s\p{Cc}]/u.test(local) ? octetsOf(`${local}@${domain}`) : null;
}
