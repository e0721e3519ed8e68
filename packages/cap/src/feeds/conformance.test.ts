import { SaxesParser } from 'saxes';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { capSamples, program } from '../test-bed.ts';
import { atomFeed, rssFeed } from './index.ts';
import { anItem, CHANNEL, ITEMS } from './test-bed.ts';
import { texts } from './xml-test-bed.ts';

const samples = capSamples();
const jing = program('jing');
const xmllint = program('xmllint');
const folder = mkdtempSync(join(tmpdir(), 'loa-feeds-'));
afterAll(() => rmSync(folder, { recursive: true }));
const documents = {
  'of every kind of item': ITEMS,
  'without items': [],
  'with a bare message': [anItem(1, { alert: { info: [] } })],
};

/** What a validator says against the documents, all in one run; empty when it takes every one. */
function complaints(command: string, args: readonly string[], xml: readonly string[]): string {
  const files = xml.map((text, at) => {
    const path = join(folder, `${at}.xml`);
    writeFileSync(path, text);
    return path;
  });
  const run = spawnSync(command, [...args, ...files], { encoding: 'utf8' });
  return run.status === 0 ? '' : `${run.stdout}${run.stderr}`;
}

describe.skipIf(samples === null || jing === null)('Atom by the grammar of RFC 4287, appendix B, with jing', () => {
  const check = (...xml: string[]) => complaints(jing ?? '', ['-c', join(samples ?? '', 'schema', 'atom_rfc4287.rnc')], xml);
  test('takes every document', () => {
    expect(check(...Object.values(documents).map((items) => atomFeed(CHANNEL, items)))).toBe('');
  });
  test('refuses one whose entry lost its id, so that it is known to look', () => {
    expect(check(atomFeed(CHANNEL, ITEMS).replace(/(<entry[^>]*>)<id>[^<]*<\/id>/, '$1'))).toContain('id');
  });
});

describe.skipIf(samples === null || xmllint === null)('RSS 2.0 by the schema rss-2_0.xsd of the samples, with xmllint', () => {
  const check = (...xml: string[]) =>
    complaints(xmllint ?? '', ['--nonet', '--noout', '--schema', join(samples ?? '', 'schema', 'rss-2_0.xsd')], xml);
  // Unlike RSS 2.0 itself, the schema wants at least one item.
  test('takes every document that has items', () => {
    const filled = Object.values(documents).filter((items) => items.length > 0);
    expect(check(...filled.map((items) => rssFeed(CHANNEL, items)))).toBe('');
  });
  test('refuses one with a date of another form, so that it is known to look', () => {
    expect(check(rssFeed(CHANNEL, ITEMS).replace(/<pubDate>[^<]*/, '<pubDate>2025-11-06T07:00:00+07:00'))).toContain('pubDate');
  });
});

describe.each(Object.entries({ atomFeed, rssFeed }))('%s', (_, write) => {
  test('is well-formed whatever stands in the texts, and gives them back', () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom('&', '&lt;', '&x;', '&#60;', '<', '>', ']]>', '"', '\u0000', '\u001f', '\ud800', '\ufffe', 'ệ', '🌊'),
        fc.string(),
      ),
    });
    fc.assert(
      fc.property(text, (headline) => {
        const xml = write(CHANNEL, [anItem(1, { info: { headline: `x${headline}x`, description: headline, senderName: headline } })]);
        const parser = new SaxesParser({ xmlns: true });
        parser.on('error', (error) => {
          throw error;
        });
        parser.write(xml).close();
        const held = `x${headline}x`.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
        if (!/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(held)) expect(xml).toSatisfy(() => titles(xml).includes(held));
      }),
    );
  });
});

const titles = (xml: string): string[] => texts(xml, '*', 'title');
