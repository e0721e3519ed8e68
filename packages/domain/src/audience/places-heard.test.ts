import { expect, test } from 'vitest';
import { placesHeard, seasHeardAt } from './places-heard.ts';

test('a person hears of the warned places that are theirs, and of no other', () => {
  const heard = placesHeard(['21583', '00004']);
  expect(heard.asked).toEqual(['21583', '00004']);
  expect(heard.heardAt('agency', ['21583', '22015'])).toEqual(['21583']);
});

test('agencies and media at the adjoining coast hear of a sea area once; citizens and relays only where they asked for it', () => {
  const heard = placesHeard(['gia-lai-dak-lak']);
  expect(heard.asked).toEqual(expect.arrayContaining(['gia-lai-dak-lak', '21583', '22015']));
  for (const audience of ['agency', 'media'] as const)
    expect(heard.heardAt(audience, ['21583', '21589', '22015'])).toEqual(['gia-lai-dak-lak']);
  for (const audience of ['citizen', 'relay'] as const) {
    expect(heard.heardAt(audience, ['21583'])).toEqual([]);
    expect(heard.heardAt(audience, ['21583', 'gia-lai-dak-lak'])).toEqual(['gia-lai-dak-lak']);
  }
});

test('nobody inland hears of a sea area, and the open sea adjoins no coast', () => {
  expect(placesHeard(['gia-lai-dak-lak']).heardAt('agency', ['23575', '00004'])).toEqual([]);
  expect(placesHeard(['bac-bien-dong']).asked).toEqual(['bac-bien-dong']);
});

test('places tell which seas may be heard of there', () => {
  expect(seasHeardAt(['21583', '22015', '00004'])).toEqual(['gia-lai-dak-lak']);
});
