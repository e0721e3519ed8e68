import { bulletins } from '@loa/domain/topics';
import { aBulletinInput, aStormArea, aSubscriber } from '@loa/testing/builders';
import { unsubscribeToken, unsubscribeUrl } from '@loa/runtime';
import { until } from '@loa/testing/servers';
import type { Page } from 'playwright-core';
import { type ScreensBed, screensBed } from '../screens-bed.ts';

const PEOPLE = (['agency', 'media', 'relay', 'citizen', 'citizen', 'citizen'] as const).map((audience, n) =>
  aSubscriber({ id: n + 1, audience, units: [n === 5 ? '22015' : '21583'] }),
);
const BODY = {
  ...{ name: 'Ban chỉ huy phòng thủ dân sự tỉnh Gia Lai', basis: { kind: 'law', text: 'điều 36' }, exercises: true, dutyChannel: 'email' },
  duties: { hazards: 'all', provinces: 'all', seaAreas: 'all' },
  contacts: [{ id: 'duty', role: 'trực ban', email: 'ban-chi-huy@example.com', phone: '+999100000001' }],
};

/** Kalmaegi over Bình Định from the evening on. */
const storm = (event: string, level: 3 | 4, status: 'Actual' | 'Exercise') =>
  aBulletinInput({
    ...{ event: { id: event, name: { vi: 'Bão số 13 (Kalmaegi)', en: 'Storm no. 13 (Kalmaegi)' } }, status },
    areas: [
      aStormArea({
        places: [{ kind: 'former-province', name: 'Bình Định' }],
        window: { from: '2025-11-06T12:00:00.000Z', to: '2025-11-07T06:00:00.000Z' },
        announcedLevel: level,
        parameters: { windForce: level === 4 ? 13 : 11 },
      }),
      aStormArea({ places: [{ kind: 'sea-area', id: 'gia-lai-dak-lak' }], announcedLevel: 3, parameters: { windForce: 10 } }),
    ],
  });

export interface FullHouse extends ScreensBed {
  /** Somebody's page who may open everything. */
  readonly inside: Page;
  /** Addresses that messages carry, by what they begin with: of a sign-up, a receipt, an outlet, of who wants no more mail. */
  readonly links: Readonly<Record<string, string>>;
}

const ROLES = ['forecaster', 'approver', 'operator', 'administrator'] as const;
const SECRET = 'of every page';
/** How the links of messages begin. */
const LINKS = ['/subscriptions/confirm?code=', '/c/', '/api/outlets/confirm?code='];

/**
 * An installation in which every page has something to show: an exercise, a warning that waits for a second person (`actual-1`), one that
 * was recalled (`actual-2`), a body to be supplied, an outlet that waits, a dead letter, a pause, a draft and a shift handed over.
 */
export async function openFullHouse(): Promise<FullHouse> {
  const bed = await screensBed({
    people: PEOPLE,
    settings: { hold: { trusted: [], citizensLimit: null }, unsubscribeSecret: SECRET, confirmSecret: SECRET },
  });
  const ask = async (method: 'POST' | 'PUT', path: string, key: string, body: object): Promise<void> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const answer = await fetch(`${bed.url}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
  };
  const { operator, nchmf } = bed.keys;
  await ask('PUT', '/api/supply/bodies/ban-chi-huy', operator, BODY);
  await bed.fannedOut(await bed.send(storm('drill', 3, 'Exercise')));
  await bed.decided(await bed.send(storm('held', 4, 'Actual')));
  const wrong = await bed.fannedOut(await bed.send(storm('wrong', 3, 'Actual')));
  await bed.recall(wrong.warning?.id ?? '', operator, 'sai tỉnh');
  await ask('POST', '/api/outlets', operator, {
    name: 'Đài Bình Định',
    contact: 'phat-thanh@example.com',
    way: { kind: 'email', address: 'phat-thanh@example.com' },
  });
  await ask('POST', '/api/subscriptions', operator, {
    email: 'nguoi-moi@example.com',
    places: [{ at: { kind: 'commune', code: '21583' } }],
    consent: true,
  });
  await ask('POST', '/api/queue/pause', operator, {
    ...{ channel: 'email', lane: 'routine', reason: 'máy chủ thư bảo trì', until: '2025-11-06T03:00:00.000Z' },
  });
  await ask('PUT', `/api/drafts/${'a'.repeat(24)}`, nchmf, {
    ...{ title: 'Mưa lớn sau bão', seriesId: null, after: 0, version: 0, content: { issuer: 'nchmf', hazard: 'heavy-rain' } },
  });
  // A key cannot sign: people do.
  const inside = await bed.openAs(ROLES, '/wall');
  const signed = await inside.request.post(`${bed.url}/api/handovers`, {
    headers: { 'x-loa-csrf': '1' },
    data: { note: 'giữ máy đến sáng' },
  });
  if (!signed.ok()) throw new Error(`a shift is handed over: ${await signed.text()}`);
  const letter = { key: 'log', id: 'no-bulletin', value: Buffer.from('đây không phải bản tin') };
  await bed.eventLog.append(bulletins.name, [letter], { deadlineMs: 5_000 });
  await until('the dead letter is there', 30_000, async () => (await bed.look('/api/dead-letters', operator)).body['notReplayed'] === 1);
  const sent = async (begins: string) => {
    const found = bed.farEnd.map(({ text }) => text.split(begins)[1]).find((rest) => rest !== undefined);
    return found === undefined ? false : ([begins, begins + (/^[\w.~-]+/.exec(found)?.[0] ?? '')] as const);
  };
  const links = await Promise.all(LINKS.map((begins) => until(`a link ${begins} is sent`, 30_000, () => sent(begins))));
  const unsubscribe = ['/unsubscribe/', new URL(unsubscribeUrl(bed.url, unsubscribeToken(SECRET, 4))).pathname] as const;
  return { ...bed, inside, links: Object.fromEntries([...links, unsubscribe]) };
}
