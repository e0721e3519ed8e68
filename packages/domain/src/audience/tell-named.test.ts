import { aWarning } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { tellNamed, tellPerson, type TellQuestion } from './index.ts';

const question = (status: 'Actual' | 'Exercise', exercises: boolean): TellQuestion => ({
  warning: aWarning({ status }),
  person: { audience: 'citizen', units: ['21583'], leastNeed: 1, leastNeeds: {}, supply: false, watchdog: false, exercises },
  earlier: [],
  now: '2025-11-06T02:00:00.000Z',
});

test('an exercise is for those named for it alone, and everything else is decided as ever', () => {
  expect(tellNamed(question('Exercise', false))).toEqual({ tell: false, reason: 'exercise-not-named', replaces: [] });
  for (const other of [question('Exercise', true), question('Actual', false)]) {
    expect(tellNamed(other)).toEqual(tellPerson(other));
    expect(tellNamed(other)).toMatchObject({ tell: true });
  }
});
