import { createHash } from 'node:crypto';
import type { Resource } from '../alert.ts';
import { emptyOnes } from './alert-rules.ts';
import { isAbsoluteUri } from './info-rules.ts';
import { quoted } from './quoted.ts';
import type { Broken, Rule } from './rule.ts';

/** RFC 2046, section 5.1; RFC 6838, section 4.2: what a name may be made of. */
const MIME = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}(\s*;.*)?$/i;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const SHA1_HEX = /^[0-9a-f]{40}$/i;
const SHA1_BASE64 = /^[A-Za-z0-9+/]{27}=$/;

/** Rules about `resource` (CAP 1.2, section 3.2.3). */
export const RESOURCE_RULES: readonly Rule<Resource>[] = [
  {
    rule: 'required',
    source: 'CAP 3.2.3',
    of: 'every message',
    breaks: ({ resourceDesc, mimeType }) => emptyOnes({ resourceDesc, mimeType }),
  },
  {
    rule: 'mime-type-form',
    source: 'CAP 3.2.3, RFC 2046',
    of: 'every message',
    breaks: ({ mimeType }) =>
      mimeType === '' || MIME.test(mimeType) ? [] : [{ at: 'mimeType', says: `expected type/subtype; it is ${quoted(mimeType)}` }],
  },
  {
    rule: 'size-form',
    source: 'CAP 3.2.3',
    of: 'every message',
    breaks: ({ size }) =>
      size === null || (Number.isInteger(size) && size >= 0)
        ? []
        : [{ at: 'size', says: `expected a whole number of bytes; it is ${size}` }],
  },
  {
    rule: 'uri-not-absolute',
    source: 'CAP 3.2.3',
    of: 'every message',
    breaks: ({ uri, derefUri }) =>
      uri === null || isAbsoluteUri(uri) || derefUri !== null
        ? []
        : [{ at: 'uri', says: `expected a full address, or derefUri beside a relative one; it is ${quoted(uri)}` }],
  },
  { rule: 'base64', source: 'CAP 3.2.3', of: 'every message', breaks: ({ derefUri }) => notBase64(derefUri) },
  { rule: 'digest', source: 'CAP 3.2.3, FIPS 180-2', of: 'every message', breaks: badDigest },
  {
    rule: 'size-wrong',
    source: 'CAP 3.2.3',
    of: 'every message',
    breaks: ({ size, derefUri }) => {
      const bytes = bytesOf(derefUri)?.length;
      return size === null || bytes === undefined || bytes === size
        ? []
        : [{ at: 'size', says: `expected ${bytes}, the bytes in derefUri; it is ${size}` }];
    },
  },
  {
    rule: 'content-inside',
    source: 'CAP 3.2.3: only where all direct receivers can take it',
    of: 'emitted',
    breaks: ({ derefUri }) => (derefUri === null ? [] : [{ at: 'derefUri', says: 'expected an address in uri, not the content' }]),
  },
];

function bytesOf(base64: string | null): Buffer | undefined {
  const dense = base64?.replace(/\s/g, '');
  return dense === undefined || dense.length % 4 !== 0 || !BASE64.test(dense) ? undefined : Buffer.from(dense, 'base64');
}

function notBase64(derefUri: string | null): Broken[] {
  return derefUri === null || bytesOf(derefUri) !== undefined
    ? []
    : [{ at: 'derefUri', says: `expected base64; it is ${quoted(derefUri)}` }];
}

function badDigest({ digest, derefUri }: Resource): Broken[] {
  if (digest === null) return [];
  if (!SHA1_HEX.test(digest) && !SHA1_BASE64.test(digest))
    return [{ at: 'digest', says: `expected SHA-1 in 40 hexadecimal digits; it is ${quoted(digest)}` }];
  const bytes = bytesOf(derefUri);
  if (bytes === undefined) return [];
  const real = createHash('sha1').update(bytes).digest();
  const fits = digest.toLowerCase() === real.toString('hex') || digest === real.toString('base64');
  return fits ? [] : [{ at: 'digest', says: `expected ${real.toString('hex')}, the SHA-1 of derefUri; it is ${quoted(digest)}` }];
}
