import { expect, test } from 'vitest';
import { authority, withinAuthority } from './authority.ts';

const binhDinhStation = authority.parse({ hazards: ['heavy-rain', 'storm'], provinces: ['52'], seaAreas: ['gia-lai-khanh-hoa'] });

test('a national issuer may warn of everything everywhere', () => {
  const national = authority.parse({ hazards: 'all', provinces: 'all', seaAreas: 'all' });
  expect(withinAuthority(national, 'tsunami', ['00004', 'bac-bien-dong'])).toEqual({ ok: true });
});

test('a hazard outside the authority is refused with all its units', () => {
  expect(withinAuthority(binhDinhStation, 'tsunami', ['21583'])).toEqual({
    ok: false,
    reason: 'hazard-outside-authority',
    outside: ['21583'],
  });
});

test('exactly the places outside are named', () => {
  expect(withinAuthority(binhDinhStation, 'storm', ['21583', '00004', 'bac-bien-dong'])).toEqual({
    ok: false,
    reason: 'place-outside-authority',
    outside: ['00004', 'bac-bien-dong'],
  });
});

test('a composite sea area stands for its members', () => {
  expect(withinAuthority(binhDinhStation, 'storm', ['gia-lai-dak-lak', 'khanh-hoa'])).toEqual({ ok: true });
});

test('whoever may warn of a sea area may warn of the islands in it', () => {
  expect(withinAuthority(binhDinhStation, 'storm', ['21607', '22736'])).toMatchObject({ outside: ['22736'] });
  const seas = authority.parse({ hazards: 'all', provinces: [], seaAreas: 'all' });
  expect(withinAuthority(seas, 'storm', ['truong-sa', '22736', '21548'])).toEqual({ ok: true });
});

test('what is no unit is outside every authority', () => {
  const everywhere = authority.parse({ hazards: 'all', provinces: 'all', seaAreas: 'all' });
  expect(withinAuthority(everywhere, 'storm', ['99999'])).toMatchObject({ ok: false, outside: ['99999'] });
});

test('an authority over places that do not exist is refused', () => {
  expect(authority.safeParse({ hazards: 'all', provinces: ['53'], seaAreas: 'all' }).success).toBe(false);
  expect(authority.safeParse({ hazards: 'all', provinces: 'all', seaAreas: ['ho-tay'] }).success).toBe(false);
  expect(authority.safeParse({ hazards: ['rain of frogs'], provinces: 'all', seaAreas: 'all' }).success).toBe(false);
});
