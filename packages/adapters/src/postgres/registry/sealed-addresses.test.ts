import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { AddressUnreadable, createAddresses } from './sealed-addresses.ts';

const [one, two] = [
  { id: 1, key: randomBytes(32) },
  { id: 2, key: randomBytes(32) },
];
const NUMBER = '+84905000111';

test('what was sealed opens, never twice as the same bytes, and the bytes hold nothing of it', () => {
  const addresses = createAddresses([one]);
  const [first, second] = [addresses.seal('sms', NUMBER), addresses.seal('sms', NUMBER)];
  expect([addresses.open('sms', first.sealed), addresses.open('sms', second.sealed)]).toEqual([NUMBER, NUMBER]);
  expect(Buffer.from(first.sealed).equals(second.sealed)).toBe(false);
  expect(first.hash).toEqual(second.hash);
  for (const bytes of [first.sealed, first.hash]) expect(Buffer.from(bytes).toString('latin1')).not.toContain('905000');
});

test('it opens only whole, as what it was sealed as, and by its key', () => {
  const addresses = createAddresses([one]);
  const { sealed } = addresses.seal('sms', NUMBER);
  expect(() => addresses.open('email', sealed)).toThrow(AddressUnreadable);
  expect(() => createAddresses([two]).open('sms', sealed)).toThrow('key 1 is not configured');
  expect(() => createAddresses([{ ...two, id: 1 }]).open('sms', sealed)).toThrow(AddressUnreadable);
  for (const at of [1, 14, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => addresses.open('sms', changed)).toThrow(AddressUnreadable);
  }
  expect(() => addresses.open('sms', sealed.subarray(0, 10))).toThrow(AddressUnreadable);
});

test('after a rotation the older rows open and are found, and new ones carry the new key', () => {
  const [before, after] = [createAddresses([one]), createAddresses([two, one])];
  const old = before.seal('email', 'a@example.org');
  expect(after.open('email', old.sealed)).toBe('a@example.org');
  expect(after.hashesOf('email', 'a@example.org').map((hash) => Buffer.from(hash).toString('hex'))).toContain(
    Buffer.from(old.hash).toString('hex'),
  );
  expect([old.sealed[0], after.seal('email', 'a@example.org').sealed[0], after.keys]).toEqual([1, 2, [2, 1]]);
});

test('a hash is of the channel too, and of no use without the key', () => {
  const addresses = createAddresses([one]);
  expect(addresses.hashesOf('sms', NUMBER)).not.toEqual(addresses.hashesOf('email', NUMBER));
  expect(createAddresses([{ ...two, id: 1 }]).hashesOf('sms', NUMBER)).not.toEqual(addresses.hashesOf('sms', NUMBER));
});

test.each([[[]], [[{ id: 1, key: randomBytes(16) }]], [[{ id: 0, key: randomBytes(32) }]], [[one, { ...two, id: 1 }]]])(
  'keys that do not fit are refused',
  (keys) => {
    expect(() => createAddresses(keys)).toThrow(RangeError);
  },
);

test('a mailbox is found in whatever case its domain is written, and opens as it was written', () => {
  const addresses = createAddresses([one]);
  const [hash, other] = [addresses.seal('email', 'An@Example.ORG'), addresses.seal('email', 'an@example.org')];
  expect([addresses.hashesOf('email', 'An@example.org'), addresses.open('email', hash.sealed)]).toEqual([[hash.hash], 'An@Example.ORG']);
  expect(hash.hash).not.toEqual(other.hash);
});
