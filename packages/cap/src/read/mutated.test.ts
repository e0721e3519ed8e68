import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from '../check/check.ts';
import { toBulletin } from './bulletin/to-bulletin.ts';
import { readCap } from './read-cap.ts';
import { readFeed } from './read-feed.ts';
import { AREA, HEAD, INFO, message } from './test-bed.ts';

const FULL = message({
  head: [
    ...HEAD.map(([name, text]) => [name, name === 'msgType' ? 'Update' : text] as const),
    ['restriction', 'nội bộ'],
    ['addresses', 'a@b.vn "hai chữ"'],
    ['code', 'profile:Loa:1.0'],
    ['note', 'ghi chú'],
    ['references', 'tram@example.vn,a-0,2025-11-06T07:00:00+07:00'],
    ['incidents', 'bao-13'],
  ],
  info: [
    ...INFO,
    ['eventCode', '<valueName>OET:v1.2</valueName><value>OET-159</value>'],
    ['onset', '2025-11-06T12:00:00+07:00'],
    ['headline', 'Mưa lớn'],
    ['description', 'Mưa 200 mm &lt;br&gt;'],
    ['web', 'https://example.vn/1'],
    ['parameter', '<valueName>bulletinId</valueName><value>tram.heavy-rain.mua-1.2</value>'],
    ['parameter', '<valueName>bulletinType</valueName><value>warning</value>'],
    ['parameter', '<valueName>VN-RISK-LEVEL</valueName><value>2</value>'],
    [
      'resource',
      '<resourceDesc>ảnh</resourceDesc><mimeType>image/png</mimeType><size>3</size><derefUri>YWJj</derefUri><digest>a9993e364706816aba3e25717850c26c9cd0d89d</digest>',
    ],
  ],
  area: [
    ...AREA,
    ['circle', '16.4,107.5 20'],
    ['geocode', '<valueName>VN-PROVINCE</valueName><value>46</value>'],
    ['altitude', '10'],
    ['ceiling', '20'],
  ],
});
const FEED = `<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><title>t</title><updated>2025-11-06T08:00:00Z</updated>
<entry><id>e</id><link href="https://example.vn/1"/><title>t</title><updated>2025-11-06T08:00:00Z</updated><content>${FULL.replace(/<\?.*?\?>/, '')}</content></entry></feed>`;

/** Pieces that mean something to one part or another. */
const PIECES = [
  '',
  ' ',
  '<',
  '>',
  '"',
  '&',
  '&lt;',
  '&amp;lt;',
  '<!DOCTYPE a>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '</info>',
  '<info>',
  '<x/>',
  '\u0000',
  '\uFEFF',
  '\uD800',
  '1e400',
  '-',
  ',',
  'NaN',
  '-91,181',
  '2025-02-30T00:00:00+99:00',
  '__proto__',
  'constructor',
  'OET-',
  'Cancel',
  'AllClear',
  '0'.repeat(300),
];

const mutation = fc.record({ at: fc.nat(), length: fc.nat({ max: 40 }), put: fc.constantFrom(...PIECES), again: fc.nat({ max: 2 }) });

function mutated(document: string, mutations: readonly { at: number; length: number; put: string; again: number }[]): string {
  return mutations.reduce((text, { at, length, put, again }) => {
    const from = at % (text.length + 1);
    const taken = text.slice(from, from + length);
    return `${text.slice(0, from)}${taken.repeat(again)}${put}${text.slice(from + length)}`;
  }, document);
}

const MAPPING = { issuer: 'tram', country: 'VN', validHours: 24 };

test('whatever is done to a message or a feed, it is read or refused, and nothing throws', () => {
  const kinds = new Set<string>();
  const property = fc.property(
    fc.constantFrom(FULL, FEED),
    fc.array(mutation, { maxLength: 6 }),
    fc.boolean(),
    (document, mutations, asBytes) => {
      const text = mutated(document, mutations);
      const given = asBytes ? new TextEncoder().encode(text) : text;
      const feed = readFeed(given);
      const read = readCap(given);
      const inside = feed.kind === 'read' ? feed.entries.flatMap(({ alerts }) => alerts) : [];
      for (const one of [read, ...inside]) {
        kinds.add(one.kind === 'refused' ? one.reason : one.kind);
        if (one.kind === 'refused') continue;
        expect(check(one.alert, { strict: true })).toEqual(expect.any(Array));
        kinds.add(toBulletin(one.alert, MAPPING).kind);
      }
    },
  );
  fc.assert(property, {
    numRuns: 3000,
    examples: [
      [FULL, [], false],
      [FEED, [], false],
    ],
  });
  expect([...kinds].toSorted()).toEqual(expect.arrayContaining(['bulletin', 'not-cap', 'not-well-formed', 'read', 'refused']));
});

test('any bytes at all are refused', () => {
  const property = fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
    expect(readCap(bytes).kind).toBe('refused');
    expect(readFeed(bytes).kind).toBe('refused');
  });
  fc.assert(property, { numRuns: 1000 });
});
