import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { readCap } from './read-cap.ts';
import { readFeed } from './read-feed.ts';
import { AREA, CAP_12, HEAD, message } from './test-bed.ts';

const MIB = 1_048_576;
/** With the gazetteer and the parser loaded, a process holds about 35 MiB. */
const HEAP_MIB = 96;

/** Expressions that make a document, in a process with little memory. */
const ATTACKS: Readonly<Record<string, readonly [document: string, reason: string]>> = {
  'entities that grow a billionfold': [
    '\'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">\' + Array.from({length: 40}, (_, i) => `<!ENTITY a${i} "&a${i - 1};&a${i - 1};">`).join(\'\') + `]><alert xmlns="${cap}"><note>&a39;</note></alert>`',
    'doctype',
  ],
  'elements ten thousand deep': ["'<a>'.repeat(10_000) + '</a>'.repeat(10_000)", 'too-deep'],
  'a mebibyte of elements never closed': [`'<a>'.repeat(${Math.floor(MIB / 3)})`, 'too-deep'],
  'a hundred thousand elements beside one another': [
    `'<alert xmlns="' + cap + '">' + '<a/>'.repeat(100_000) + '</alert>'`,
    'too-many-elements',
  ],
  'fifty thousand attributes': ['`<alert ${Array.from({length: 50_000}, (_, i) => `a${i}=""`).join(\' \')}/>`', 'too-many-attributes'],
  'fifty thousand namespaces': [
    '`<alert ${Array.from({length: 30_000}, (_, i) => `xmlns:a${i}="u${i}"`).join(\' \')}/>`',
    'too-many-attributes',
  ],
  'fifty megabytes': [`new Uint8Array(50_000_000).fill(97)`, 'too-large'],
  'fifty megabytes of text': [`'<alert>' + 'a'.repeat(50_000_000)`, 'too-large'],
  'a mebibyte of white space in a declaration that never ends': [`'<?xml' + ' '.repeat(${MIB - 10})`, 'not-well-formed'],
  'a tag name of a mebibyte': [`'<' + 'a'.repeat(${MIB - 10}) + '>'`, 'not-well-formed'],
};

/** Messages that can be read, and must be so in bounded memory and without asking for the square of their size. */
const HEAVY: Readonly<Record<string, string>> = {
  'white space for polygon, references and addresses': "slow(' '.repeat(250_000) + ',')",
  'a polygon of 60,000 points': "slow(Array.from({length: 60_000}, (_, i) => `${(i * 7919) % 80},${i % 170}`).join(' '))",
  'a hundred polygons that crowd their edges':
    "wide(Array.from({length: 100}, (_, k) => '<polygon>' + Array.from({length: 1000}, (_, i) => `${i % 2},${k}`).join(' ') + '</polygon>').join(''))",
  'fifteen thousand geocodes': "wide('<geocode><valueName>A</valueName><value>1</value></geocode>'.repeat(15_000))",
  'forty thousand things CAP does not know': 'wide(\'<x y="z">1</x>\'.repeat(40_000))',
  'tags without end in the text': "wide('').replace('DESC', '&lt;a'.repeat(150_000))",
};

/** Reads documents in a process of their own; returns each outcome, or dies for want of memory. */
function inLittleMemory(documents: Readonly<Record<string, string>>): unknown {
  const code = `
    const { readCap } = await import(${JSON.stringify(new URL('read-cap.ts', import.meta.url).href)});
    const cap = ${JSON.stringify(CAP_12)};
    const area = ${JSON.stringify(message({ area: [['areaDesc', 'DESC']] }))};
    const wide = (inner) => area.replace('</area>', inner + '</area>');
    const slow = (text) => wide('<polygon>' + text + '</polygon>').replace('<info>', '<addresses>"' + text + '</addresses><references>' + text + '</references><info>');
    const outcomes = {};
    for (const [name, make] of Object.entries({ ${Object.entries(documents)
      .map(([name, make]) => `${JSON.stringify(name)}: () => ${make}`)
      .join(', ')} })) {
      const read = readCap(make(), ${JSON.stringify({ maxBytes: 2 * MIB })});
      outcomes[name] = { kind: read.kind, reason: read.reason, few: (read.findings?.length ?? 0) <= 501 };
    }
    console.log(JSON.stringify(outcomes));`;
  const options = { encoding: 'utf8', timeout: 50_000 } as const;
  return JSON.parse(execFileSync(process.execPath, [`--max-old-space-size=${HEAP_MIB}`, '--input-type=module', '-e', code], options));
}

describe(`in ${HEAP_MIB} MiB of memory`, () => {
  test('every attack on the parser is refused by its name', () => {
    const outcomes = inLittleMemory(Object.fromEntries(Object.entries(ATTACKS).map(([name, [document]]) => [name, document])));
    const expected = Object.fromEntries(
      Object.entries(ATTACKS).map(([name, [, reason]]) => [name, { kind: 'refused', reason, few: true }]),
    );
    expect(outcomes).toEqual(expected);
  });

  test('messages that are heavy and no more are read, with few findings', () => {
    expect(inLittleMemory(HEAVY)).toEqual(Object.fromEntries(Object.keys(HEAVY).map((name) => [name, { kind: 'read', few: true }])));
  });
});

test('nothing outside the document is asked for', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('<!ENTITY x "y">');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const doctype = `<!DOCTYPE alert SYSTEM "${at}/dtd" [<!ENTITY x SYSTEM "${at}/entity"><!ENTITY % p SYSTEM "${at}/parameter"> %p;]>`;
  const style = `<?xml-stylesheet href="${at}/style"?>`;
  const include = `<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="${at}/include"/>`;
  const schema = `xmlns:s="http://www.w3.org/2001/XMLSchema-instance" s:schemaLocation="${CAP_12} ${at}/schema"`;
  const plain = message({ area: [...AREA], head: HEAD });
  const documents = [
    plain.replace('<alert', `${doctype}<alert`).replace('a-1', '&x;'),
    plain.replace('<alert', `${style}<alert ${schema}`).replace('</info>', `</info>${include}`),
  ];
  expect(documents.map((document) => readCap(document).kind)).toEqual(['refused', 'read']);
  expect(documents.map((document) => readFeed(document).kind)).toEqual(['refused', 'read']);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(asked).toEqual([]);
  await new Promise((resolve) => server.close(resolve));
});
