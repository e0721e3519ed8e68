import { describe, expect, test } from 'vitest';
import { capSourcesText } from './index.ts';

const base = { id: 'tmd', issuer: 'tmd', senders: ['alerts@example.th'], country: 'TH' };
const pathsOf = (...sources: object[]) => {
  const read = capSourcesText.safeParse(JSON.stringify(sources.map((one) => ({ ...base, ...one }))));
  return read.success ? [] : read.error.issues.map(({ path }) => path.join('.'));
};

test('a source is read with careful defaults: signatures are flagged, nothing is polled, no citizen hears it', () => {
  expect(capSourcesText.parse(JSON.stringify([base]))).toMatchObject([{ ...base, signature: 'preferred', pins: [], validHours: 24 }]);
  expect(capSourcesText.parse(JSON.stringify([{ ...base, poll: { url: 'https://a.example/', kind: 'atom' } }]))).toMatchObject([
    { poll: { trusted: false, everySeconds: 60 } },
  ]);
});

describe('what does not fit is named:', () => {
  test.each<[string, object[], string]>([
    ['a required signature without anybody who may sign', [{ signature: 'required' }], '0.pins'],
    [
      'a limit on a source of Viet Nam',
      [{ country: 'VN', citizens: { hazards: 'all', places: [{ kind: 'province', code: '52' }] } }],
      '0.citizens',
    ],
    ['a place that is not known', [{ citizens: { hazards: 'all', places: [{ kind: 'province', code: '98' }] } }], '0.citizens.places.0'],
    ['a bulletin type that the hazard does not have', [{ types: { heat: 'rumour' } }], '0.types.heat'],
    ['an id twice', [{}, { senders: ['b@example.th'] }], '1'],
    ['a sender twice', [{}, { id: 'b' }], '1'],
    ['two countries of one issuer', [{}, { id: 'b', senders: ['b@example.th'], country: 'LA' }], '1.country'],
    ['a field that nobody knows', [{ colour: 'red' }], '0'],
  ])('%s', (_, sources, path) => {
    expect(pathsOf(...sources)).toEqual([path]);
  });

  test('text that is no JSON', () => {
    expect(capSourcesText.safeParse('[').success).toBe(false);
  });
});
