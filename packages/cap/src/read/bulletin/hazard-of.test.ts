import { describe, expect, test } from 'vitest';
import type { Info } from '../../alert.ts';
import { VI } from '../../check/test-bed.ts';
import { OWN, alert, bulletinOf, findings } from './test-bed.ts';

describe('hazard', () => {
  const hazard = (info: Partial<Info>, mapping = OWN) => bulletinOf(alert({}, { eventCode: [], ...info }), mapping).hazard;

  test.each([
    ['OET:v1.2', 'OET-204', 'storm'],
    ['OET', 'oet-201', 'tropical-depression'],
    ['OET:v1.2', 'OET-119', 'flash-flood-landslide'],
    ['OET:v1.2', 'OET-203', 'tsunami'],
    ['VN-HAZARD', 'salt-intrusion', 'salt-intrusion'],
  ])('%s %s means %s, whatever the text', (valueName, value, expected) => {
    expect(hazard({ eventCode: [{ valueName, value }], event: 'Mưa lớn' })).toBe(expected);
  });

  test.each([
    ['3; Thunderstorm', 'whirlwind-lightning-hail'],
    ['10; Rain', 'heavy-rain'],
    ['12; flooding', 'river-flood'],
    // The word decides over a number that means another type, as senders number differently.
    ['7; Fog', 'fog'],
    ['5', 'heat'],
    ['1; Wind', 'other'],
  ])('awareness_type %s means %s', (value, expected) => {
    expect(hazard({ parameter: [{ valueName: 'awareness_type', value }], event: 'Warnung' })).toBe(expected);
  });

  test.each([
    ['Tin bão khẩn cấp', 'storm'],
    ['ÁP THẤP NHIỆT ĐỚI trên Biển Đông', 'tropical-depression'],
    ['Lũ quét, sạt lở đất', 'flash-flood-landslide'],
    ['Cảnh báo lũ', 'river-flood'],
    ['Flash Flood Watch', 'flash-flood-landslide'],
    ['Storm Surge Warning', 'surge'],
    ['SEVERE THUNDERSTORM', 'whirlwind-lightning-hail'],
    ['Coastal Flood Advisory', 'other'],
    ['Bão tuyết', 'other'],
    ['Stromausfall', 'other'],
  ])('the text "%s" means %s', (event, expected) => {
    expect(hazard({ event })).toBe(expected);
  });

  test('the sender’s own codes and words come first', () => {
    const hazards = new Map([
      ['SAME=SVR', 'whirlwind-lightning-hail' as const],
      ['mưa lớn', 'river-flood' as const],
    ]);
    expect(hazard({ eventCode: [{ valueName: 'SAME', value: 'SVR' }], event: 'x' }, { ...OWN, hazards })).toBe('whirlwind-lightning-hail');
    expect(hazard({ event: 'Mưa Lớn' }, { ...OWN, hazards })).toBe('river-flood');
  });

  test('a hazard that is none of the list keeps its names', () => {
    const other = (info: readonly Partial<Info>[]) => bulletinOf(alert({ info: info.map((one) => ({ ...VI, eventCode: [], ...one })) }));
    expect(other([{ event: 'Mưa sao băng' }, { language: 'en', event: 'Meteor shower' }])).toMatchObject({
      hazard: 'other',
      hazardName: { vi: 'Mưa sao băng', en: 'Meteor shower' },
    });
    expect(other([{ language: 'en', event: 'Meteor shower' }])).toMatchObject({ hazardName: { vi: 'Meteor shower', en: 'Meteor shower' } });
  });

  test('a depression that becomes a storm is one phenomenon; other mixtures are "other" by all names, with a finding', () => {
    const two = (first: string, second: string) => alert({ info: [first, second].map((event) => ({ ...VI, eventCode: [], event })) });
    expect(bulletinOf(two('Áp thấp nhiệt đới', 'Bão')).hazard).toBe('tropical-depression');
    expect(bulletinOf(two('Mưa lớn', 'Sương mù'))).toMatchObject({ hazard: 'other', hazardName: { vi: 'Mưa lớn; Sương mù' } });
    expect(findings(two('Mưa lớn', 'Sương mù'))).toEqual(['info[1].event several-hazards']);
  });

  test('a cyclone has no plain warning: what was assumed is said, and a source may choose', () => {
    const storm = alert({}, { eventCode: [{ valueName: 'OET:v1.2', value: 'OET-204' }] });
    expect([bulletinOf(storm).type, ...findings(storm)]).toEqual(['near-east-sea', 'info type-assumed']);
    const chosen = { ...OWN, types: new Map([['storm', 'on-east-sea']] as const) };
    expect([bulletinOf(storm, chosen).type, ...findings(storm, chosen)]).toEqual(['on-east-sea']);
  });
});
