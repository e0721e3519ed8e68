import { describe, expect, test } from 'vitest';
import type { Alert, Reference } from '../../alert.ts';
import { ALERT, AREA, VI } from '../../check/test-bed.ts';
import { OWN, FIRST, SECOND, alert, bulletinOf, findings, reference, refused } from './test-bed.ts';
import { toBulletin } from './to-bulletin.ts';

describe('series', () => {
  const update = (references: readonly Reference[], change: Partial<Alert> = {}) => alert({ msgType: 'Update', references, ...change });

  test('is that of the first message of the chain, in the order of sending', () => {
    const first = bulletinOf(alert({ identifier: 'a-1', sent: FIRST.sent }));
    const [second, third] = [bulletinOf(update([FIRST], { sent: SECOND.sent })), bulletinOf(update([SECOND, FIRST]))];
    expect([second.event.id, third.event.id]).toEqual([first.event.id, first.event.id]);
    expect([first.sequence, second.sequence, third.sequence]).toEqual([1, 3601, 7201]);
    expect(toBulletin(update([SECOND, FIRST]), OWN)).toMatchObject({ first: FIRST });
    expect(bulletinOf(alert({ identifier: 'a-9' })).event.id).not.toBe(first.event.id);
  });

  test('is found through a message that was taken before, though the first is no longer referred to', () => {
    const known = (one: Reference) =>
      one.identifier === 'a-2' ? { first: FIRST, hazard: 'heavy-rain' as const, eventId: 'kept' } : undefined;
    expect(bulletinOf(update([SECOND]), { ...OWN, known })).toMatchObject({ event: { id: 'kept' }, sequence: 7201 });
    expect(bulletinOf(update([SECOND])).event.id).toBe(bulletinOf(alert({ identifier: 'a-2' })).event.id);
  });

  test('of a message that refers to itself alone is its own', () => {
    const self = reference(ALERT.identifier, ALERT.sent);
    expect(bulletinOf(update([self]))).toMatchObject({ event: bulletinOf(alert()).event, sequence: 1 });
  });
});

describe('what ends a series', () => {
  const known = () => ({ first: FIRST, hazard: 'storm' as const, eventId: 'kept' });

  test('a Cancel becomes the bulletin that cancels all of it, also without blocks where the message is known', () => {
    const cancel = alert({ msgType: 'Cancel', references: [FIRST] });
    expect(bulletinOf(cancel)).toMatchObject({
      type: 'cancellation',
      hazard: 'heavy-rain',
      areas: [],
      event: bulletinOf(alert({ identifier: 'a-1' })).event,
    });
    expect(bulletinOf({ ...cancel, info: [] }, { ...OWN, known })).toMatchObject({ type: 'cancellation', hazard: 'storm', areas: [] });
    expect(refused({ ...cancel, info: [] })).toEqual(['info info-missing']);
  });

  test('an Update that is all AllClear becomes the final bulletin, of the hazard that was warned of', () => {
    const clear = alert(
      { msgType: 'Update', references: [FIRST] },
      { responseType: ['AllClear'], event: 'Kết thúc', eventCode: [], expires: null },
    );
    expect(bulletinOf(clear, { ...OWN, known })).toMatchObject({ type: 'final', hazard: 'storm', areas: [] });
    expect(findings(clear, { ...OWN, known })).toEqual([]);
  });

  test('an Update that clears some blocks goes on for the others', () => {
    const clear = { ...VI, responseType: ['AllClear'], area: [{ ...AREA, geocode: [{ valueName: 'VN-PROVINCE', value: '48' }] }] };
    expect(bulletinOf(alert({ msgType: 'Update', references: [FIRST], info: [VI, clear] }))).toMatchObject({
      type: 'warning',
      scope: 'full',
      areas: [{ places: [{ kind: 'province', code: '46' }] }],
    });
  });

  test('without references there is nothing to end', () => {
    expect(refused(alert({ msgType: 'Cancel' }))).toEqual(['references references-missing']);
    expect(refused(alert({}, { responseType: ['AllClear'] }))).toEqual(['references references-missing']);
  });
});
