import { LONGEST_CALLBACK } from '@loa/domain/outlet';
import { CallbackRefused } from './callback-refused.ts';

/**
 * A callback address as a URL. Throws {@link CallbackRefused} unless it is an https URL (`allowHttp`: or http) without user and
 * fragment. WHATWG URL has read every other spelling of an IPv4 address (decimal, octal, hexadecimal, shortened) into the usual one.
 */
export function checkUrl(text: string, { allowHttp }: { allowHttp: boolean }): URL {
  if (text.length > LONGEST_CALLBACK || !URL.canParse(text))
    throw new CallbackRefused('not-a-url', `a URL of at most ${LONGEST_CALLBACK} characters`);
  const url = new URL(text);
  const isHttp = allowHttp && url.protocol === 'http:';
  if (url.protocol !== 'https:' && !isHttp) throw new CallbackRefused('not-https', 'an https URL');
  if (url.username !== '' || url.password !== '') throw new CallbackRefused('credentials', 'a URL without user and password');
  if (url.hash !== '') throw new CallbackRefused('fragment', 'a URL without a fragment');
  return url;
}

/** The host of a URL as the resolver and the range check read it: without the brackets of an IPv6 address. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');
