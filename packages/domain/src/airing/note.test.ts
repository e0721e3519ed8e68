import { aWarning } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { airNote, nextBulletinAt } from './index.ts';

const at = (time: string, day = 6): string => new Date(`2025-11-${String(day).padStart(2, '0')}T${time}:00+07:00`).toISOString();
const storm = (finished: string, overrides: object = {}) =>
  aWarning({ finishedAt: finished, issuedAt: finished, bulletinType: 'on-east-sea', ...overrides });

test('a repeat says when the bulletin was issued and when the next one comes', () => {
  const note = airNote(storm(at('02:00')), at('03:00'), 'vi');
  expect(note).toEqual({
    read: 'Tin phát lúc 02:00 ngày 6/11; tin tiếp theo 05:00',
    said: 'Tin phát lúc hai giờ ngày sáu tháng mười một; tin tiếp theo lúc năm giờ ngày sáu tháng mười một.',
    next: { at: at('05:00'), basis: 'hours-2021' },
  });
  expect(airNote(storm(at('02:00')), at('03:00'), 'en').read).toBe('Issued at 02:00 on 6 Nov; next bulletin 05:00');
});

test('a next bulletin on another day has its date', () => {
  expect(airNote(storm(at('23:00')), at('23:00'), 'vi').read).toBe('Tin phát lúc 23:00 ngày 6/11; tin tiếp theo 02:00 ngày 7/11');
});

test('once its time has passed no next bulletin is named: it has not come', () => {
  expect(airNote(storm(at('02:00')), at('05:00'), 'vi').read).toBe('Tin phát lúc 02:00 ngày 6/11; chưa có bản tin tiếp theo');
});

test.each([
  ['01:35', '05:00'],
  ['02:30', '05:00'],
  ['19:45', '23:00'],
])('a bulletin finished at %s is the one of the hour next to it: the following comes at %s', (finished, next) => {
  expect(nextBulletinAt(storm(at(finished)))?.at).toBe(at(next));
});

test.each([
  ['finished between the hours', storm(at('03:30'))],
  ['of a type whose hours were not found', storm(at('02:00'), { bulletinType: 'near-east-sea' })],
  ['of another hazard', storm(at('02:00'), { hazard: 'river-flood', bulletinType: 'emergency' })],
])('of a bulletin %s no next time is claimed', (_, warning) => {
  expect(nextBulletinAt(warning)).toBeNull();
  expect(airNote(warning, at('04:00'), 'vi').read).not.toContain('tiếp theo');
});

test('hours taken over from an older rule are marked as such', () => {
  expect(nextBulletinAt(storm(at('02:00'), { bulletinType: 'emergency' }))?.basis).toBe('as-east-sea');
});
