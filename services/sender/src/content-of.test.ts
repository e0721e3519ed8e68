import type { LedgerRow } from '@loa/domain/ports';
import { aWarning } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { contents } from './content-of.ts';

const batch = { id: 1, channel: 'sms', lane: 'urgent', language: 'vi', leasedBefore: false } as const;
const row = (unaccented: boolean): LedgerRow => ({
  ...{ deliveryId: 1, to: '+999905000111', audience: 'citizen', reason: 'first-news', level: 4, units: ['21583'] },
  ...{ expiresAt: '2025-11-06T06:00:00.000Z', state: 'queued', stateReason: null, attempt: 0, provider: null, unaccented },
  ...{ optedOut: false, supply: false, exercises: false, watchdog: false },
});

test('whoever asked for SMS without marks gets them so, and their neighbour does not', () => {
  const contentOf = contents('sms');
  const texts = [false, true, false].map((asked) => {
    const content = contentOf(aWarning(), batch, row(asked), undefined);
    return 'text' in content ? content.text : '';
  });
  expect(texts[0]).toBe(texts[2]);
  expect(texts.map((text) => /[\u1ea0-\u1ef9]/u.test(text))).toEqual([true, false, true]);
});
