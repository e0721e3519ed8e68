import { expect, test } from 'vitest';
import { type Alert, toXml } from '../index.ts';
import { schemaComplaints, schemaMissing } from './test-bed.ts';

const named = { valueName: 'A', value: 'b' };
const full: Alert = {
  identifier: 'id',
  sender: 'sender',
  sent: '2025-11-06T07:00:00+07:00',
  status: 'Actual',
  msgType: 'Update',
  source: 'source',
  scope: 'Private',
  restriction: 'restriction',
  addresses: ['a@b.example', 'hai chữ'],
  code: ['one', 'two'],
  note: 'note',
  references: [
    { sender: 's', identifier: 'i', sent: '2025-11-06T06:00:00+07:00' },
    { sender: 's', identifier: 'j', sent: '2025-11-06T05:00:00+07:00' },
  ],
  incidents: ['bão 13', 'lũ'],
  info: [
    {
      language: 'vi-VN',
      category: ['Met', 'Geo'],
      event: 'Bão',
      responseType: ['Avoid', 'Monitor'],
      urgency: 'Future',
      severity: 'Severe',
      certainty: 'Likely',
      audience: 'audience',
      eventCode: [named],
      effective: '2025-11-06T07:00:00+07:00',
      onset: '2025-11-06T07:00:00+07:00',
      expires: '2025-11-06T08:00:00+07:00',
      senderName: 'name',
      headline: 'a < b & "c"',
      description: 'dòng một\r\ndòng hai\rba ]]> \u0000\ud800',
      instruction: 'instruction',
      web: 'https://loa.example/1?a=1&b=2',
      contact: 'contact',
      parameter: [named, named],
      resource: [
        { resourceDesc: 'map', mimeType: 'image/png', size: 12, uri: 'https://loa.example/m.png', derefUri: 'QUJD', digest: 'aa' },
      ],
      area: [
        {
          areaDesc: 'area',
          polygon: [
            [
              { lat: 21.5, lon: 105.25 },
              { lat: 21, lon: 106 },
              { lat: 20.1234567, lon: 0.0000001 },
              { lat: 21.5, lon: 105.25 },
            ],
          ],
          circle: [{ centre: { lat: 10, lon: 107.5 }, radiusKm: 2.5 }],
          geocode: [named],
          altitude: 0,
          ceiling: 100,
        },
      ],
    },
  ],
};

test('every element stands in the order of the schema, latitude first, without white space between elements', () => {
  expect(toXml(full)).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>id</identifier>' +
      '<sender>sender</sender><sent>2025-11-06T07:00:00+07:00</sent><status>Actual</status><msgType>Update</msgType><source>source</source>' +
      '<scope>Private</scope><restriction>restriction</restriction><addresses>a@b.example "hai chữ"</addresses><code>one</code><code>two</code>' +
      '<note>note</note><references>s,i,2025-11-06T06:00:00+07:00 s,j,2025-11-06T05:00:00+07:00</references><incidents>"bão 13" lũ</incidents>' +
      '<info><language>vi-VN</language><category>Met</category><category>Geo</category><event>Bão</event><responseType>Avoid</responseType>' +
      '<responseType>Monitor</responseType><urgency>Future</urgency><severity>Severe</severity><certainty>Likely</certainty>' +
      '<audience>audience</audience><eventCode><valueName>A</valueName><value>b</value></eventCode>' +
      '<effective>2025-11-06T07:00:00+07:00</effective><onset>2025-11-06T07:00:00+07:00</onset><expires>2025-11-06T08:00:00+07:00</expires>' +
      '<senderName>name</senderName><headline>a &lt; b &amp; "c"</headline><description>dòng một\ndòng hai\nba ]]&gt; \uFFFD\uFFFD</description>' +
      '<instruction>instruction</instruction><web>https://loa.example/1?a=1&amp;b=2</web><contact>contact</contact>' +
      '<parameter><valueName>A</valueName><value>b</value></parameter><parameter><valueName>A</valueName><value>b</value></parameter>' +
      '<resource><resourceDesc>map</resourceDesc><mimeType>image/png</mimeType><size>12</size><uri>https://loa.example/m.png</uri>' +
      '<derefUri>QUJD</derefUri><digest>aa</digest></resource><area><areaDesc>area</areaDesc>' +
      '<polygon>21.5,105.25 21,106 20.123457,0 21.5,105.25</polygon><circle>10,107.5 2.5</circle>' +
      '<geocode><valueName>A</valueName><value>b</value></geocode><altitude>0</altitude><ceiling>100</ceiling></area></info></alert>\n',
  );
});

test('a text that looks like an entity stays the text that it is', () => {
  const text = 'a &x; &lt; & b &amp;';
  expect(toXml({ ...full, note: text })).toContain('<note>a &amp;x; &amp;lt; &amp; b &amp;amp;</note>');
});

test('what is null or empty is left out', () => {
  const { identifier, sender, sent, status, msgType, scope } = full;
  const empty = { source: null, restriction: null, addresses: [], code: [], note: '', references: [], incidents: [], info: [] };
  expect(toXml({ identifier, sender, sent, status, msgType, scope, ...empty })).toMatch(
    /<msgType>Update<\/msgType><scope>Private<\/scope><\/alert>\n$/,
  );
});

test.skipIf(schemaMissing())('an alert with every element is valid against the CAP 1.2 schema', () => {
  expect(schemaComplaints([toXml(full)])).toBe('');
});
