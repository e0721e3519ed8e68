import { captureChannel } from '@loa/adapters/capture';
import { aBulletinInput, aStormArea, aSubscriber } from '@loa/testing/builders';
import { until } from '@loa/testing/servers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { chromiumPath } from './chromium.ts';
import { seriousFindings } from './looks.ts';
import { type ScreensBed, screensBed } from './screens-bed.ts';

const PEOPLE = [1, 2, 3].map((id) => aSubscriber({ id, units: ['21583'] }));

describe.skipIf(chromiumPath() === null)('two relays of e-mail on the wall', () => {
  let bed: ScreensBed;
  const second: string[] = [];
  beforeAll(async () => {
    const relay = captureChannel({ name: 'email', now: () => bed.clock.now(), onCaptured: ({ warningId }) => void second.push(warningId) });
    bed = await screensBed({ people: PEOPLE, secondEmail: relay });
  }, 120_000);
  afterAll(() => bed.stop());

  /** A bulletin of an event of its own, for everybody. */
  const storm = (event: string) =>
    aBulletinInput({
      ...{ event: { id: event, name: { vi: 'Bão số 13' } }, status: 'Actual' as const, finishedAt: bed.clock.now().toISOString() },
      areas: [
        aStormArea({
          places: [{ kind: 'former-province', name: 'Bình Định' }],
          window: { from: '2025-11-06T02:00:00.000Z', to: '2025-11-07T06:00:00.000Z' },
          announcedLevel: 4,
          parameters: { windForce: 14 },
        }),
      ],
    });
  /** How many e-mails of a bulletin went by the first relay, and by the second. */
  async function ways(event: string): Promise<[number, number]> {
    const before = [bed.farEnd.length, second.length] as const;
    await bed.settled(await bed.send(storm(event)));
    return [bed.farEnd.slice(before[0]).filter(({ channel }) => channel === 'email').length, second.length - before[1]];
  }
  const ordersOf = (page: Page) => page.getByRole('table', { name: 'Lệnh đang có hiệu lực' });
  /** Senders follow orders within seconds: what is sent meanwhile may go either way. */
  async function followed(isAvoided: boolean): Promise<void> {
    let sent = 0;
    await until('the sender follows the order', 30_000, async () => {
      sent += 1;
      bed.clock.advance(5_000);
      const [first, other] = await ways(`${isAvoided ? 'sang' : 've'}-${String(sent)}`);
      return isAvoided ? first === 0 && other === 3 : first === 3 && other === 0;
    });
  }

  test('an operator sends e-mail by the other relay, sees the order in force, and takes it back', async () => {
    expect(await ways('truoc')).toEqual([3, 0]);
    const page = await bed.openAs('operator', '/wall/providers');
    const dialog = page.locator('dialog[open]');
    const avoid = { name: 'Chuyển sang nhà cung cấp khác' };
    await page.getByRole('row', { name: /^email-2/ }).waitFor();
    // SMS has one way alone.
    const sms = page.getByRole('row', { name: /^sms/ });
    await sms.getByRole('button', { name: 'Gửi chậm lại' }).waitFor();
    expect(await sms.getByRole('button', avoid).count()).toBe(0);
    const relayRow = page.getByRole('row', { name: /^email (?!-2)/ });
    await relayRow.getByRole('button', avoid).click();
    await dialog.getByRole('button', avoid).click();
    await dialog.getByText('Cần: lý do').waitFor();
    await dialog.getByLabel('Lý do').fill('máy chủ thư bảo trì');
    await dialog.getByLabel('Trong bao lâu').selectOption('15');
    await dialog.getByRole('button', avoid).click();
    const order = ordersOf(page).getByRole('row', { name: /email.*để sang bên.*máy chủ thư bảo trì/ });
    await order.waitFor();
    // It is said of the relay too, and what would leave no relay is not offered.
    await relayRow.getByText('để sang bên').waitFor();
    expect(await page.getByRole('button', avoid).count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await followed(true);
    await order.getByRole('button', { name: 'Bỏ lệnh' }).click();
    await order.waitFor({ state: 'detached' });
    await followed(false);
    const { body } = await bed.look('/api/audit?limit=50', bed.keys.operator);
    const deeds = z
      .object({ rows: z.array(z.looseObject({ deed: z.string() })) })
      .parse(body)
      .rows.map(({ deed }) => deed);
    expect(deeds.filter((deed) => deed.startsWith('steer'))).toEqual(['steering-ended', 'steered']);
    expect(bed.faults).toEqual([]);
  }, 120_000);
});
