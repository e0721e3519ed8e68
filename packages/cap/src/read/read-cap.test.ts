import { describe, expect, test } from 'vitest';
import { readCap } from './read-cap.ts';
import { AREA, briefly, but, CAP_12, HEAD, INFO, message, reading, xml } from './test-bed.ts';

const head = (changes: Record<string, string | null>) => reading(message({ head: but(HEAD, changes) }));
const info = (changes: Record<string, string | null>) => reading(message({ info: but(INFO, changes) }));
const area = (changes: Record<string, string | null>) => reading(message({ area: but(AREA, changes) }));

test('a message in order is read whole and without findings', () => {
  const { alert, version, findings, text } = reading(message());
  expect(findings).toEqual([]);
  expect(version).toBe('1.2');
  expect(text).toBe(message());
  expect(alert).toEqual({
    identifier: 'a-1',
    sender: 'tram@example.vn',
    sent: '2025-11-06T08:00:00+07:00',
    status: 'Actual',
    msgType: 'Alert',
    source: null,
    scope: 'Public',
    restriction: null,
    addresses: [],
    code: [],
    note: null,
    references: [],
    incidents: [],
    info: [
      {
        language: 'vi-VN',
        category: ['Met'],
        event: 'Mưa lớn',
        responseType: [],
        urgency: 'Future',
        severity: 'Severe',
        certainty: 'Likely',
        audience: null,
        eventCode: [],
        effective: null,
        onset: null,
        expires: '2025-11-07T08:00:00+07:00',
        senderName: null,
        headline: null,
        description: null,
        instruction: null,
        web: null,
        contact: null,
        parameter: [],
        resource: [],
        area: [
          {
            areaDesc: 'Thành phố Huế',
            polygon: [
              [
                { lat: 16, lon: 107 },
                { lat: 17, lon: 107 },
                { lat: 17, lon: 108 },
                { lat: 16, lon: 107 },
              ],
            ],
            circle: [],
            geocode: [],
            altitude: null,
            ceiling: null,
          },
        ],
      },
    ],
  });
});

describe('liberal in what it reads', () => {
  test.each([
    ['1.1', 'urn:oasis:names:tc:emergency:cap:1.1'],
    ['1.0', 'http://www.incident.com/cap/1.0'],
  ])('CAP %s is read from its namespace', (version, namespace) => {
    expect(reading(message().replace(CAP_12, namespace)).version).toBe(version);
  });

  test('any prefix does, and none at all with a finding', () => {
    const prefixed = message()
      .replace(`xmlns="${CAP_12}"`, `xmlns:c="${CAP_12}"`)
      .replace(/<(\/?)(?=[a-z])/gi, '<$1c:');
    expect(reading(prefixed).alert).toEqual(reading(message()).alert);
    expect(reading(prefixed).findings).toEqual([]);
    expect(briefly(reading(message().replace(` xmlns="${CAP_12}"`, '')).findings)).toEqual([' no-namespace']);
  });

  test('elements in another order are read, and each that stands too late is named', () => {
    const late = [...HEAD.filter(([name]) => name !== 'sender'), ['sender', 'tram@example.vn'] as const];
    const read = reading(message({ head: late }));
    expect(read.alert).toEqual(reading(message()).alert);
    expect(briefly(read.findings)).toEqual(['sender out-of-order']);
  });

  test('CAP 1.0 writes codes as name=value', () => {
    const scopeFirst = HEAD.toSorted(([one], [other]) => Number(one === 'msgType') - Number(other === 'msgType'));
    const old = message({ head: scopeFirst, area: [...AREA, ['geocode', 'fips6=006109']] }).replace(
      CAP_12,
      'http://www.incident.com/cap/1.0',
    );
    expect(reading(old).alert.info[0]?.area[0]?.geocode).toEqual([{ valueName: 'fips6', value: '006109' }]);
    expect(reading(old).findings).toEqual([]);
    expect(briefly(reading(message({ area: [...AREA, ['geocode', 'fips6=006109']] })).findings)).toEqual([
      'info[0].area[0].geocode[0] old-form',
    ]);
  });

  test.each([
    ['Z', '2025-11-06T01:00:00Z', 'time-z'],
    ['a fraction', '2025-11-06T08:00:00.250+07:00', 'time-fraction'],
    ['no seconds', '2025-11-06T08:00+07:00', 'time-form'],
    ['an offset without its colon', '2025-11-06T08:00:00+0700', 'time-form'],
  ])('a time with %s is kept as written, with a finding', (_, sent, rule) => {
    const read = head({ sent });
    expect(read.alert.sent).toBe(sent);
    expect(briefly(read.findings)).toEqual([`sent ${rule}`]);
  });

  test.each(['2025-11-06T01:00:00+00:00', '2025-11-06T01:00:00-00:00'])('universal time may be written %s', (sent) => {
    expect(head({ sent }).findings).toEqual([]);
  });

  test('text of a polygon is trimmed and split at any white space', () => {
    const read = area({ polygon: '\n 16.0,107.0\t17.0,107.0\r\n\t 17.0,108.0   16.0,107.0 \n' });
    expect(read.alert).toEqual(reading(message()).alert);
    expect(read.findings).toEqual([]);
    const spaced = area({ polygon: '16.0, 107.0 17.0 ,107.0 17.0 , 108.0 16.0,107.0' });
    expect(spaced.alert).toEqual(reading(message()).alert);
    expect(briefly(spaced.findings)).toEqual(['info[0].area[0].polygon[0] polygon-spaces']);
  });

  test('addresses and incidents stand between white space, in double quotes where they hold some', () => {
    const read = head({ scope: 'Private', addresses: 'a@example.vn "Ban chỉ huy tỉnh"\n b', incidents: '"Bão số 13" lũ' });
    expect(read.alert.addresses).toEqual(['a@example.vn', 'Ban chỉ huy tỉnh', 'b']);
    expect(read.alert.incidents).toEqual(['Bão số 13', 'lũ']);
    expect(briefly(head({ incidents: '"Bão số 13' }).findings)).toEqual(['incidents quote-not-closed']);
  });

  test('references stand between any white space; what is no triple is named', () => {
    const read = head({
      msgType: 'Update',
      references: '\n a@b.vn,x-1,2025-11-06T06:00:00+07:00\n\t a@b.vn,x-2,2025-11-06T07:00:00+07:00 a@b.vn,x-3',
    });
    expect(read.alert.references).toEqual([
      { sender: 'a@b.vn', identifier: 'x-1', sent: '2025-11-06T06:00:00+07:00' },
      { sender: 'a@b.vn', identifier: 'x-2', sent: '2025-11-06T07:00:00+07:00' },
    ]);
    expect(briefly(read.findings)).toEqual(['references reference-unreadable']);
  });

  test('the old "Very Likely" is Likely, and other letter case is put right, with findings', () => {
    const read = info({ certainty: 'Very Likely', severity: 'SEVERE' });
    expect(read.alert.info[0]).toMatchObject({ certainty: 'Likely', severity: 'Severe' });
    expect(briefly(read.findings)).toEqual(['info[0].severity letter-case', 'info[0].certainty old-value']);
  });

  test('a language that is absent or empty means en-US', () => {
    expect(info({ language: null }).alert.info[0]?.language).toBe('en-US');
    expect(info({ language: '' }).alert.info[0]?.language).toBe('en-US');
  });

  test('nothing is lost in silence', () => {
    const read = reading(
      message({
        head: [...HEAD, ['note', 'một'], ['note', 'hai'], ['priority', 'rất cao']],
        area: [...AREA, ['altitude', 'thấp'], ['circle', '16,107'], ['polygon', '16,107 khoảng 17,108']],
      }).replace('<alert', '<alert version="9"'),
    );
    expect(read.alert.note).toBe('một');
    expect(read.findings.map(({ element, rule, says }) => `${element} ${rule}: ${says}`)).toEqual([
      'note repeated: expected once; it stands again: hai',
      'priority unknown-element: CAP has no such element here: rất cao',
      'info[0].area[0].circle[0] out-of-order: expected before altitude; it stands behind it (schema)',
      'info[0].area[0].polygon[1] out-of-order: expected before altitude; it stands behind it (schema)',
      'info[0].area[0].polygon[1] polygon-unreadable: expected pairs "lat,lon"; pair 2 of 3 is khoảng (CAP 3.2.4)',
      'info[0].area[0].circle[0] circle-unreadable: expected "lat,lon radius"; it is 16,107 (CAP 3.2.4)',
      'info[0].area[0].altitude number-unreadable: expected a number; it is thấp (CAP 3.2)',
      expect.stringContaining('polygon-too-short'),
      expect.stringContaining('out-of-range'),
    ]);
  });
});

describe('encodings', () => {
  const french = message({ info: but(INFO, { event: 'Orage à venir' }), area: but(AREA, { areaDesc: 'Hue' }) });
  const declared = (encoding: string) => french.replace('UTF-8', encoding);
  const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

  test.each([
    ['UTF-8', Buffer.from(french)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${french}`)],
    ['no declaration', Buffer.from(french.replace(/<\?xml.*?\?>/, ''))],
    ['ISO-8859-1', Buffer.from(declared('ISO-8859-1'), 'latin1')],
    ['UTF-16, little end first', utf16(declared('UTF-16'))],
    ['UTF-16, big end first', utf16(declared('UTF-16')).swap16()],
  ])('%s is read', (_, bytes) => {
    expect(reading(bytes).alert.info[0]?.event).toBe('Orage à venir');
    expect(reading(bytes).findings).toEqual([]);
  });

  test('UTF-8 that calls itself UTF-16, and white space before the declaration, are findings', () => {
    expect(reading(Buffer.from(declared('utf-16'))).alert).toEqual(reading(french).alert);
    expect(briefly(reading(Buffer.from(declared('utf-16'))).findings)).toEqual([' encoding-wrong']);
    expect(briefly(reading(`\n  ${french}`).findings)).toEqual([' space-before-declaration']);
  });

  test('bytes that are not of their encoding, and other encodings, are refused', () => {
    expect(readCap(Buffer.from(french, 'latin1'))).toMatchObject({ kind: 'refused', reason: 'not-well-formed' });
    expect(readCap(Buffer.from(declared('EBCDIC-CP-FR')))).toMatchObject({ kind: 'refused', reason: 'unknown-encoding' });
  });
});

test('a document is refused for the named causes alone', () => {
  const refused = (document: string | Uint8Array) => {
    const read = readCap(document);
    return read.kind === 'refused' ? read.reason : read.findings;
  };
  expect(refused(message().slice(0, -3))).toBe('not-well-formed');
  expect(refused('')).toBe('not-well-formed');
  expect(refused(message({ head: but(HEAD, { note: '&constructor;' }) }))).toBe('not-well-formed');
  expect(refused('<x/>')).toBe('not-cap');
  expect(refused(message().replace(CAP_12, 'urn:another'))).toBe('not-cap');
  expect(refused(message({ head: but(HEAD, { sender: null }) }))).toBe('no-sender');
  expect(refused(message({ head: but(HEAD, { sender: ' ' }) }))).toBe('no-sender');
  expect(refused(message({ head: but(HEAD, { sent: null }) }))).toBe('unreadable-sent');
  expect(refused(message({ head: but(HEAD, { sent: '2025-11-06 08:00' }) }))).toBe('unreadable-sent');
  expect(refused(message({ head: but(HEAD, { sent: '2025-02-30T08:00:00+07:00' }) }))).toBe('unreadable-sent');
  expect(refused(`<alert xmlns="${CAP_12}">${xml(HEAD.filter(([name]) => name === 'sender' || name === 'sent'))}</alert>`)).not.toBeTypeOf(
    'string',
  );
});
