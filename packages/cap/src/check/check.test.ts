import { describe, expect, test } from 'vitest';
import type { Alert, Resource } from '../alert.ts';
import { check } from './check.ts';
import { ALERT, AREA, both, broken, EN, inArea, VI } from './test-bed.ts';

const EARLIER = {
  sender: 'canh-bao@loa.example',
  identifier: 'urn:oid:2.49.0.1.704.0.2025.11.6.7.0.0.10',
  sent: '2025-11-06T07:00:00+07:00',
};
const RESOURCE: Resource = {
  resourceDesc: 'Bản đồ',
  mimeType: 'image/png',
  size: null,
  uri: 'https://loa.example/1.png',
  derefUri: null,
  digest: null,
};
const with_ = (change: Partial<Alert>): Alert => ({ ...ALERT, ...change });
const ring = (text: string) =>
  text.split(' ').map((pair) => {
    const [lat = Number.NaN, lon = Number.NaN] = pair.split(',').map(Number);
    return { lat, lon };
  });
const polygon = (text: string) => inArea({ polygon: [ring(text)] });
const resource = (change: Partial<Resource>) => both({ resource: [{ ...RESOURCE, ...change }] });

test('a message in order breaks no rule, asked strictly or not', () => {
  expect(check(ALERT)).toEqual([]);
  expect(check(ALERT, { strict: true })).toEqual([]);
  expect(check({ ...resource({}), msgType: 'Update', references: [EARLIER] }, { strict: true })).toEqual([]);
});

test('a finding says what was expected, what stands there, and which text asks for it', () => {
  expect(check(with_({ scope: 'All' }))).toEqual([
    { element: 'scope', rule: 'not-in-list', says: 'expected one of Public, Restricted, Private; it is All (CAP 3.2.1)' },
  ]);
});

/** What every message is asked, one fault at a time: the elements and rules that name it. */
const EVERY_MESSAGE: Readonly<Record<string, readonly [alert: Alert, ...findings: string[]]>> = {
  'no identifier': [with_({ identifier: '' }), 'identifier required'],
  'an identifier with a space': [with_({ identifier: 'a 1' }), 'identifier forbidden-character'],
  'a sender with a comma': [with_({ sender: 'a,b' }), 'sender forbidden-character'],
  'a sender with "<"': [with_({ sender: 'a<b' }), 'sender forbidden-character'],
  'an unknown status': [with_({ status: 'Real' }), 'status not-in-list'],
  'an unknown message type': [with_({ msgType: 'Warning' }), 'msgType not-in-list'],
  'no scope': [with_({ scope: '' }), 'scope required'],
  'sent with Z': [with_({ sent: '2025-11-06T01:00:00Z' }), 'sent time-z'],
  'sent with a fraction': [with_({ sent: '2025-11-06T08:00:00.5+07:00' }), 'sent time-fraction'],
  'sent on a day that does not exist': [with_({ sent: '2025-11-31T08:00:00+07:00' }), 'sent time-unreadable'],
  'Restricted without restriction': [with_({ scope: 'Restricted' }), 'restriction restriction-missing'],
  'Public with restriction': [with_({ restriction: 'nội bộ' }), 'restriction restriction-unasked'],
  'Private without addresses': [with_({ scope: 'Private' }), 'addresses addresses-missing'],
  'Update without references': [with_({ msgType: 'Update' }), 'references references-missing'],
  'Cancel without references': [with_({ msgType: 'Cancel' }), 'references references-missing'],
  'Ack without references': [with_({ msgType: 'Ack' }), 'references references-missing'],
  'Error without references and note': [with_({ msgType: 'Error' }), 'references references-missing', 'note note-missing'],
  'a reference to itself': [
    with_({ msgType: 'Update', references: [{ sender: ALERT.sender, identifier: ALERT.identifier, sent: '2025-11-06T01:00:00-00:00' }] }),
    'references reference-to-itself',
  ],
  'a reference to a later message': [
    with_({ msgType: 'Update', references: [{ ...EARLIER, sent: '2025-11-06T08:00:01+07:00' }] }),
    'references reference-later',
  ],
  'a reference without a time': [with_({ msgType: 'Update', references: [{ ...EARLIER, sent: 'hôm qua' }] }), 'references reference-time'],
  'Exercise without note': [with_({ status: 'Exercise' }), 'note note-missing'],
  'no category': [both({ category: [] }), 'info[0].category required'],
  'no event': [both({ event: ' ' }), 'info[0].event required'],
  'an unknown category': [both({ category: ['Met', 'Weather'] }), 'info[0].category[1] not-in-list'],
  'an unknown response': [both({ responseType: ['Run'] }), 'info[0].responseType[0] not-in-list'],
  'an old certainty': [both({ certainty: 'Very Likely' }), 'info[0].certainty not-in-list'],
  'no severity': [both({ severity: '' }), 'info[0].severity required'],
  'an unknown urgency': [both({ urgency: 'Now' }), 'info[0].urgency not-in-list'],
  'a language that is none': [both({ language: 'tiếng Việt' }), 'info[0].language language-form'],
  'a code without value': [both({ eventCode: [{ valueName: 'SAME', value: '' }] }), 'info[0].eventCode[0].value required'],
  'a parameter without name': [both({ parameter: [{ valueName: '', value: 'x' }] }), 'info[0].parameter[0].valueName required'],
  'onset with Z': [both({ onset: '2025-11-06T05:00:00Z' }), 'info[0].onset time-z'],
  'expires before sent': [both({ onset: null, expires: '2025-11-06T07:00:00+07:00' }), 'info[0].expires expires-too-early'],
  'expires when it becomes effective': [both({ effective: VI.expires, onset: null }), 'info[0].expires expires-too-early'],
  'expires before onset': [both({ onset: '2025-11-08T08:00:00+07:00' }), 'info[0].expires expires-too-early'],
  'a relative address': [both({ web: '/warnings/1' }), 'info[0].web uri-not-absolute'],
  'HTML in a text': [both({ description: 'Mưa<br/>lớn' }), 'info[0].description markup'],
  'an HTML entity in a text': [both({ instruction: 'Ở nhà&nbsp;ngay' }), 'info[0].instruction markup'],
  'Assess in public': [both({ responseType: ['Assess'] }), 'info[0].responseType[0] assess-in-public'],
  'a resource without description': [resource({ resourceDesc: '' }), 'info[0].resource[0].resourceDesc required'],
  'a resource without type': [resource({ mimeType: '' }), 'info[0].resource[0].mimeType required'],
  'a type of no form': [resource({ mimeType: 'png' }), 'info[0].resource[0].mimeType mime-type-form'],
  'a negative size': [resource({ size: -1 }), 'info[0].resource[0].size size-form'],
  'a relative uri without content': [resource({ uri: '1.png' }), 'info[0].resource[0].uri uri-not-absolute'],
  'content that is not base64': [resource({ uri: null, derefUri: 'YW%j' }), 'info[0].resource[0].derefUri base64'],
  'a digest that is none': [resource({ digest: 'abc' }), 'info[0].resource[0].digest digest'],
  'a digest of other content': [resource({ derefUri: 'YWJj', digest: '0'.repeat(40) }), 'info[0].resource[0].digest digest'],
  'a size of other content': [resource({ derefUri: 'YWJj', size: 4 }), 'info[0].resource[0].size size-wrong'],
  'no description of the area': [inArea({ areaDesc: '' }), 'info[0].area[0].areaDesc required'],
  'a geocode without value': [inArea({ geocode: [{ valueName: 'X', value: '' }] }), 'info[0].area[0].geocode[0].value required'],
  'a polygon of three pairs': [polygon('16,107 17,107 16,107'), 'info[0].area[0].polygon[0] polygon-too-short'],
  'a polygon that is not closed': [polygon('16,107 17,107 17,108 16,108'), 'info[0].area[0].polygon[0] polygon-not-closed'],
  'longitude before latitude': [polygon('107,16 107,17 108,17 107,16'), 'info[0].area[0].polygon[0] lat-lon-swapped'],
  'a latitude that is none': [polygon('16,107 116,107 17,208 16,107'), 'info[0].area[0].polygon[0] out-of-range'],
  'a polygon on one line': [polygon('16,107 17,108 18,109 16,107'), 'info[0].area[0].polygon[0] polygon-flat'],
  'edges that cross': [polygon('16,107 17,108 17,107 16,108 16,107'), 'info[0].area[0].polygon[0] polygon-crosses'],
  'a circle the wrong way round': [
    inArea({ circle: [{ centre: { lat: 107, lon: 16 }, radiusKm: 5 }] }),
    'info[0].area[0].circle[0] lat-lon-swapped',
  ],
  'a circle nowhere': [
    inArea({ circle: [{ centre: { lat: Number.NaN, lon: 107 }, radiusKm: 5 }] }),
    'info[0].area[0].circle[0] out-of-range',
  ],
  'a negative radius': [inArea({ circle: [{ centre: { lat: 16, lon: 107 }, radiusKm: -5 }] }), 'info[0].area[0].circle[0] circle-radius'],
  'ceiling without altitude': [inArea({ ceiling: 100 }), 'info[0].area[0].ceiling ceiling-without-altitude'],
  'ceiling below altitude': [inArea({ altitude: 200, ceiling: 100 }), 'info[0].area[0].ceiling ceiling-below-altitude'],
};

describe('asked of every message', () => {
  test.each(Object.entries(EVERY_MESSAGE))('%s is found', (_, [alert, ...findings]) => {
    expect(broken(alert)).toEqual(findings);
  });

  test('the same text in blocks of two languages is found in the later one, in dialects of one language it is not', () => {
    const repeated = { ...EN, description: VI.description };
    expect(check(with_({ info: [VI, repeated] })).map(({ element, rule }) => `${element} ${rule}`)).toEqual([
      'info[1].description same-text',
    ]);
    expect(check(with_({ info: [EN, { ...EN, language: 'en-GB' }] }))).toEqual([]);
  });

  test('a digest of the content in either notation is in order, and so is a relative uri that names the content', () => {
    const hex = 'a9993e364706816aba3e25717850c26c9cd0d89d';
    for (const digest of [hex, hex.toUpperCase(), Buffer.from(hex, 'hex').toString('base64')])
      expect(check(resource({ derefUri: 'YW\n Jj', digest, size: 3, uri: 'abc.txt' }))).toEqual([]);
  });

  test('a polygon too long to test is said to be untested', () => {
    const many = Array.from({ length: 2001 }, (_, at) => ({ lat: 10 + Math.sin(at / 320), lon: 107 + Math.cos(at / 320) }));
    expect(broken(inArea({ polygon: [[...many, many[0]!]] }))).toEqual(['info[0].area[0].polygon[0] polygon-untested']);
  });
});

/** What Loa asks of itself beside that, and lets others do without. */
const EMITTED: Readonly<Record<string, readonly [alert: Alert, ...findings: string[]]>> = {
  'an identifier that is no OID': [with_({ identifier: 'a-1' }), 'identifier identifier-form'],
  'an OID of an authority': [with_({ identifier: 'urn:oid:2.49.0.0.704.0.2025' }), 'identifier identifier-form'],
  'an arc with a leading zero': [with_({ identifier: 'urn:oid:2.49.0.1.704.0.2025.11.06' }), 'identifier identifier-form'],
  'universal time': [with_({ sent: '2025-11-06T01:00:00+00:00' }), 'sent offset'],
  'expires in universal time': [both({ expires: '2025-11-07T01:00:00+00:00' }), 'info[0].expires offset'],
  'a reference in universal time': [
    with_({ msgType: 'Update', references: [{ ...EARLIER, sent: '2025-11-06T00:00:00+00:00' }] }),
    'references offset',
  ],
  'a reference given twice': [with_({ msgType: 'Update', references: [EARLIER, EARLIER] }), 'references reference-repeated'],
  'no block': [with_({ info: [] }), 'info info-missing'],
  'no English': [with_({ info: [VI] }), 'info languages'],
  'no Vietnamese': [with_({ info: [EN] }), 'info languages'],
  'Vietnamese called vi': [with_({ info: [{ ...VI, language: 'vi' }, EN] }), 'info[0].language languages'],
  'no expires': [both({ expires: null }), 'info[0].expires text-missing'],
  'no sender’s name': [both({ senderName: null }), 'info[0].senderName text-missing'],
  'no headline': [both({ headline: null }), 'info[0].headline text-missing'],
  'an empty contact': [both({ contact: '' }), 'info[0].contact empty-text'],
  'an empty note': [with_({ note: ' ' }), 'note empty-text'],
  'a headline of 141 characters': [both({ headline: 'm'.repeat(141) }), 'info[0].headline headline-form'],
  'a headline of two lines': [both({ headline: 'mưa\nlớn' }), 'info[0].headline headline-form'],
  'a description that is the headline': [both({ description: 'mưa', headline: 'mưa' }), 'info[0].description text-repeated'],
  'an instruction that is the description': [both({ instruction: 'mưa', description: 'mưa' }), 'info[0].instruction text-repeated'],
  'no area': [both({ area: [] }), 'info[0].area area-missing'],
  'an area of text alone': [inArea({ polygon: [], geocode: [] }), 'info[0].area[0] area-without-place'],
  'a circle without extent': [
    inArea({ circle: [{ centre: { lat: 16, lon: 107 }, radiusKm: 0 }] }),
    'info[0].area[0].circle[0] circle-without-extent',
  ],
  'a polygon in another country': [polygon('48,11 49,11 49,12 48,11'), 'info[0].area[0].polygon[0] outside-region'],
  'content inside': [resource({ derefUri: 'YWJj' }), 'info[0].resource[0].derefUri content-inside'],
  'a level of another severity': [both({ severity: 'Extreme' }), 'info[0].severity level'],
  'a level of another colour': [
    both({ parameter: VI.parameter.map((one) => (one.valueName === 'VN-RISK-COLOUR' ? { ...one, value: 'red' } : one)) }),
    'info[0].parameter[1].value level',
  ],
  'a level of nobody': [both({ parameter: VI.parameter.slice(0, 2) }), 'info[0].parameter level'],
  'a level 6': [both({ parameter: [{ valueName: 'VN-RISK-LEVEL', value: '6' }] }), 'info[0].parameter[0].value level'],
};

describe('asked of what Loa sends', () => {
  test.each(Object.entries(EMITTED))('%s is found', (_, [alert, ...findings]) => {
    expect(broken(alert, { strict: true })).toEqual(findings);
    expect(broken(alert)).toEqual([]);
  });

  test.each([
    ['category', { category: ['Geo'] }],
    ['eventCode', { eventCode: [] }],
    ['urgency', { urgency: 'Expected' }],
    ['certainty', { certainty: 'Observed' }],
    ['expires', { expires: '2025-11-07T09:00:00+07:00' }],
    ['area', { area: [{ ...AREA, geocode: [] }] }],
  ])('blocks that differ in %s are found', (name, change) => {
    const alert = with_({ info: [VI, { ...EN, ...change }] });
    expect(check(alert, { strict: true }).map(({ element, rule }) => `${element} ${rule}`)).toEqual([`info[1].${name} languages`]);
    expect(check(alert)).toEqual([]);
  });
});
