import { expect, test } from 'vitest';
import { finished, isUnsaved, seriesOf, sheetOf, toSend, withoutSheet } from './sheet.ts';

const storm = { issuer: 'nchmf', family: 'tropical-cyclone', event: { id: 'bao-13' }, status: 'Actual', finishedAt: 'first', sequence: 1 };
const opened = (written: object, base: object | null = null) => ({ written: { ...written }, base: base as never, after: 0, version: 0 });
const leading = sheetOf('a', null, opened(storm));
const rain = sheetOf('b', null, opened({ ...storm, family: 'heavy-rain', event: { id: '' }, status: 'Exercise' }));

test('another new hazard of the page is of its event and status; one that goes on is its own', () => {
  expect(toSend(rain, 2, leading)).toMatchObject({ family: 'heavy-rain', event: { id: 'bao-13' }, status: 'Actual', sequence: 3 });
  expect(toSend(leading, 0, leading)).toEqual(storm);
  const going = sheetOf('c', 'x', opened({ ...storm, event: { id: 'other' }, sequence: 5 }, storm));
  expect(toSend(going, 4, leading)).toMatchObject({ event: { id: 'other' }, sequence: 5 });
  expect(seriesOf(storm)).toBe('nchmf.tropical-cyclone.bao-13');
});

test('what is sent again unchanged is the very same; changed, it is finished anew; a time set by hand stays', () => {
  const sent = finished(leading, leading.written, 'now');
  expect(sent).toEqual({ ...storm, finishedAt: 'now' });
  const again = { ...leading, given: sent };
  expect(finished(again, leading.written, 'later')).toBe(sent);
  expect(finished(again, { ...storm, type: 'emergency' }, 'later')).toEqual({ ...storm, type: 'emergency', finishedAt: 'later' });
  expect(finished(leading, { ...storm, finishedAt: 'by hand' }, 'now')).toEqual({ ...storm, finishedAt: 'by hand' });
});

test('what was sent or saved is not lost by leaving', () => {
  const changed = { ...leading, written: { ...storm, type: 'emergency' } };
  expect([
    isUnsaved(leading),
    isUnsaved(changed),
    isUnsaved({ ...changed, sentId: 'x' }),
    isUnsaved({ ...changed, kept: changed.written }),
  ]).toEqual([...[false, true, false, false]]);
});

test('the sheet that leads may be taken off the page: the others stay of its event', () => {
  const [left, ...others] = withoutSheet([leading, rain], 'a', leading);
  expect([left?.id, left?.written, others]).toEqual(['b', { ...storm, family: 'heavy-rain' }, []]);
});
