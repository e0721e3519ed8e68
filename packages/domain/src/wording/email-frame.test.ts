import { aWarning } from '@loa/testing/builders';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { communes } from '../place/gazetteer.ts';
import type { Warning } from '../warning/warning.ts';
import { entriesAt } from './entries-at.ts';
import { emailFrame, renderEmail, withWords } from './render-email.ts';

const UNITS = communes().map((one) => one.code);
const window = { onset: '2025-11-06T13:00:00.000Z', expiresAt: '2025-11-06T23:00:00.000Z', verdict: null };
type Entry = Warning['entries'][number];
const entry = (units: string[], more: Partial<Entry>): Entry =>
  ({ units, change: 'new', level: 3, previousLevel: null, source: 'announced', response: 'Prepare', ...window, ...more }) as Entry;

/** Three entries side by side, of which the last is of places no longer named. */
const warning = aWarning({
  entries: [
    entry(UNITS.slice(0, 900), { level: 4, response: 'Shelter' }),
    entry(UNITS.slice(900, 2_000), {}),
    entry(UNITS.slice(2_000, 3_000), { level: 2, change: 'escalated', previousLevel: 1 }),
    entry(UNITS.slice(3_000), { change: 'narrowed', level: null, previousLevel: 3 }),
  ],
  text: { vi: 'Bản tin <gốc> & “nguyên văn”' },
});
const at = entriesAt(warning);

test('a frame filled with places is what is rendered for them, for every reader with the same entries', () => {
  const frames = new Map<string, ReturnType<typeof emailFrame>>();
  const someUnits = fc.uniqueArray(fc.integer({ min: 0, max: UNITS.length - 1 }), { minLength: 1, maxLength: 15 });
  fc.assert(
    fc.property(someUnits, fc.constantFrom('vi', 'en'), fc.constantFrom('citizen', 'agency'), (indices, language, audience) => {
      const reader = { language, audience, reason: 'first-news', units: indices.map((index) => UNITS[index] ?? '') } as const;
      const key = `${language} ${audience} ${at.keyOf(reader.units)}`;
      if (!frames.has(key)) frames.set(key, emailFrame(warning, reader));
      const frame = frames.get(key);
      const ordered = at.inOrder(reader.units);
      if (frame == null) expect(at.keyOf(reader.units)).toMatch(/3$/);
      else expect(withWords(frame.email, frame.words(ordered))).toEqual(renderEmail(warning, { ...reader, units: ordered }));
    }),
    { numRuns: 400 },
  );
  expect([...frames.values()].filter((frame) => frame !== null).length).toBeGreaterThan(8);
});

test('units that the warning does not name have no key and no order', () => {
  expect([at.keyOf(['nowhere']), at.inOrder(['nowhere', UNITS[1]!, UNITS[0]!])]).toEqual(['', [UNITS[0], UNITS[1]]]);
});
