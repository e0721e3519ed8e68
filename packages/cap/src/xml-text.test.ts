import { expect, test } from 'vitest';
import { create } from 'xmlbuilder2';
import { xmlText } from './xml-text.ts';

test.each(['&lt;', '&amp;amp;', 'gió & mưa;', '&x;', '&#60;', '&#x3c;', '<a href="?b&c;">'])(
  '%s is read back as it was written',
  (text) => {
    const written = create()
      .ele('a', { b: xmlText(text) })
      .txt(xmlText(text))
      .end({ headless: true });
    expect(written).toMatch(/^<a b="(.*)">(.*)<\/a>$/);
    const [, attribute, content] = /^<a b="(.*)">(.*)<\/a>$/.exec(written) ?? [];
    expect([attribute, content].map(read)).toEqual([text, text]);
  },
);

/** The five entities of XML, once. */
const NAMES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const read = (escaped: string | undefined) => escaped?.replace(/&(\w+);/g, (all, name: string) => NAMES[name] ?? all);
