// Makes the pictures of docs/screens from Kalmaegi's bulletins of the season's file, sent as real ones to channels that reach nobody.
import { inventedSubscribers } from '@loa/domain/invented';
import type { Page } from 'playwright-core';
import { mkdirSync } from 'node:fs';
import { screensBed } from './screens-bed.ts';
import { readReplay } from '../../services/standalone/src/replay/read-replay.ts';
import type { ReplayBulletin } from '../../services/standalone/src/replay/shift.ts';

const SEASON = new URL('../../services/standalone/fixtures/season-2025.jsonl', import.meta.url).pathname;
const OUT = new URL('../../docs/screens/', import.meta.url).pathname;
const STORM = 'storm-2025-13-kalmaegi';
const PAUSED_UNTIL = '2025-11-06T09:00:00+07:00';
const PEOPLE = 20_000;
const TICK_MS = 250;
/** From a picture's first sight to when nothing moves any more. */
const STILL_MS = 1_500;
/** For a line on the wall's chart. */
const UNDER_WAY_MS = 12_000;
const LARGEST_BYTES = 300_000;

const bulletins = readReplay(SEASON).filter((one) => one.event.id === STORM && one.type !== 'final');
const last = bulletins.at(-1);
if (last === undefined) throw new Error(`no bulletins of ${STORM}`);
const bed = await screensBed({
  people: [...inventedSubscribers({ count: PEOPLE, seed: 13 })],
  start: bulletins[0]?.finishedAt ?? last.finishedAt,
  settings: { unsubscribeSecret: 'of these pictures' },
});
mkdirSync(OUT, { recursive: true });

function real(one: ReplayBulletin): ReplayBulletin & { issuer: string } {
  return { ...one, issuer: 'nchmf', status: 'Actual' };
}

/** What was taken is too large for a page of docs only where something is wrong with it. */
async function take(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(STILL_MS);
  const bytes = await page.screenshot({ path: `${OUT}${name}.png` });
  if (bytes.length > LARGEST_BYTES) throw new Error(`${name}.png has ${String(bytes.length)} bytes`);
  process.stdout.write(`docs/screens/${name}.png: ${String(bytes.length)} bytes\n`);
}

const size = { viewport: { width: 1280, height: 900 } };
const tick = setInterval(() => bed.clock.advance(TICK_MS), TICK_MS);
// SMS stands still, so that there is something to see.
for (const lane of ['flash', 'urgent'])
  await fetch(`${bed.url}/api/queue/pause`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bed.keys.operator}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel: 'sms', lane, reason: 'Nhà mạng báo nghẽn', until: PAUSED_UNTIL }),
  });
const [first] = bulletins;
if (first !== undefined && first !== last) await bed.fannedOut(await bed.send(real(first)));
bed.clock.set(last.finishedAt);
const wall = await bed.openAs(['operator'], '/wall', { viewport: { width: 1280, height: 1100 }, colorScheme: 'dark' });
await wall.waitForTimeout(STILL_MS);
const sent = await bed.send(real(last));
const warning = (await bed.fannedOut(sent)).warning?.id ?? '';
await wall.waitForTimeout(UNDER_WAY_MS);
await take(wall, 'wall');

const desk = await bed.openAs(['forecaster'], '/desk', { viewport: { width: 1280, height: 560 } });
await take(desk, 'desk');
await desk
  .getByRole('link', { name: 'Viết tin tiếp theo' })
  .or(desk.getByRole('button', { name: 'Viết tin tiếp theo' }))
  .first()
  .click();
await desk.setViewportSize(size.viewport);
await desk.waitForSelector('.desk-preview .panel');
await take(desk, 'desk-write');
const front = await bed.open('/', { viewport: { width: 1100, height: 1180 } });
await front.waitForSelector('.map[data-state="ready"]');
await take(front, 'public');
const phone = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 1.5 };
await take(await bed.open(`/warnings/${warning}`, phone), 'warning');
await take(await bed.open('/subscriptions?place=21583', phone), 'sign-up');
if (bed.faults.length > 0) throw new Error(bed.faults.join('\n'));
clearInterval(tick);
await bed.stop();
