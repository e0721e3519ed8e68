import { expect, test } from 'vitest';
import { highestRelation, relationsInText } from './relations.ts';

test.each([
  ['above BD3 by 0.5 m', [{ stage: 3, aboveStageM: 0.5 }]],
  ['above BD3 by 0.60-0.65 m', [{ stage: 3, aboveStageM: [0.6, 0.65] }]],
  ['below BD2 by 0.25 m', [{ stage: 2, aboveStageM: -0.25 }]],
  ['at BD1', [{ stage: 1, aboveStageM: 0 }]],
  ['about BD1', [{ stage: 1, aboveStageM: 0 }]],
  ['BD1-BD2', [{ stage: 1 }]],
  [
    'BD2 to above BD2',
    [
      { stage: 2, aboveStageM: 0 },
      { stage: 2, aboveStageM: 0 },
    ],
  ],
  ['above BD2, falling below BD2 within 24 h', [{ stage: 2, aboveStageM: -0.01 }]],
  ['trên BĐ3 0,5 m', [{ stage: 3, aboveStageM: 0.5 }]],
  ['high', []],
])('"%s"', (text, wanted) => {
  expect(relationsInText(text)).toEqual(wanted);
});

test('the highest of what is forecast counts, before what was measured; the numbers before the words', () => {
  expect(highestRelation({ relation: 'below BD1', forecast: 'above BD1 in 6 h, peak BD2-BD3' })).toEqual({ stage: 2 });
  expect(highestRelation({ relation: 'at BD3', relation_now: 'below BD1' })).toEqual({ stage: 3, aboveStageM: 0 });
  expect(highestRelation({ relation: 'at BD1', relation_num: { stage: 2, offset_m: [0.1, 0.3] } })).toEqual({
    stage: 2,
    aboveStageM: [0.1, 0.3],
  });
  expect(highestRelation({ relation: 7, forecast: null })).toBeUndefined();
});
