import { aBulletinInput, aSubscriber } from '@loa/testing/builders';
import { until } from '@loa/testing/servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aStorm, hours, inProvince } from './bulletins.ts';
import { type EmbeddedBed, embeddedBed } from './embedded-bed.ts';

const [QUY_NHON, TUY_HOA, HA_NOI] = ['21583', '22015', '00070'];
const SLOTS = 8;
/** Per lane and channel of the backlog, and per channel of the flash warning. */
const PEOPLE = 200;
const READER = 1_000;

const range = (from: number): number[] => Array.from({ length: PEOPLE }, (_, nth) => from + nth);
const backlogPeople = range(1).map((id) => aSubscriber({ id, units: [QUY_NHON] }));
const flashPeople = range(501).map((id) => aSubscriber({ id, units: [TUY_HOA] }));
/** Somebody who has chosen nothing. */
const reader = aSubscriber({ id: READER, units: [HA_NOI], email: undefined });

let bed: EmbeddedBed;
beforeAll(async () => {
  bed = await embeddedBed({ people: [...backlogPeople, ...flashPeople, reader], slots: SLOTS });
});
afterAll(() => bed.stop());

/** The first bulletin of an event other than a storm, status Exercise, over one commune. */
function bulletinOf(hazard: 'fog' | 'river-flood' | 'flash-flood-landslide', level: number, onset: number, commune: string) {
  const { event, ...rest } = aBulletinInput();
  const areas = [{ places: [{ kind: 'commune', code: commune }], window: { from: hours(onset), to: hours(36) }, announcedLevel: level }];
  const own = { family: hazard, hazard, type: 'warning', status: 'Exercise', finishedAt: hours(0) };
  return { ...rest, ...own, event: { ...event, id: `${hazard}-${commune}` }, areas: areas.map((one) => ({ ...one, parameters: {} })) };
}

/** The warning of a bulletin that fan-out has done with. */
const warningOf = async (id: string): Promise<string> => (await bed.fannedOut(id)).warning!.id;

test('no routine and no urgent message of a channel starts while flash has work, with hundreds of both behind', async () => {
  // Each lower message that starts is not answered before flash is on its way: the backlog stands there as long as it takes.
  const addresses = backlogPeople.flatMap(({ email, phone }) => [email!, phone!]);
  const releases = addresses.map((to) => bed.hold(to));
  const routine = await bed.send(bulletinOf('fog', 1, 12, QUY_NHON));
  const lower = new Set([await warningOf(routine)]);
  const startedLower = (): number => bed.farEnd.filter((one) => lower.has(one.warningId)).length;
  await until('routine messages are under way', 20_000, async () => startedLower() > 0, 5);
  const urgent = await bed.send(bulletinOf('river-flood', 3, 12, QUY_NHON));
  lower.add(await warningOf(urgent));

  const flash = await bed.send(bulletinOf('flash-flood-landslide', 1, 0, TUY_HOA));
  const isFlash = (one: { warningId: string }): boolean => one.warningId !== '' && !lower.has(one.warningId);
  await until('the first flash message has arrived', 30_000, async () => bed.farEnd.some(isFlash), 1);
  releases.forEach((release) => release());
  for (const id of [flash, urgent, routine]) await bed.settled(id);

  const lanes = await bed.db.query<{ lane: string; rows: number }>(
    'select lane, count(*)::int as rows from deliveries group by lane order by lane',
  );
  expect(lanes).toEqual(['flash', 'routine', 'urgent'].map((lane) => ({ lane, rows: 2 * PEOPLE })));
  for (const channel of ['email', 'sms'] as const) {
    const arrivals = bed.farEnd.filter((one) => one.channel === channel);
    const flashAt = arrivals.flatMap((one, at) => (isFlash(one) ? [at] : []));
    const between = arrivals.slice(flashAt[0], flashAt.at(-1)).filter((one) => !isFlash(one));
    expect([channel, flashAt.length]).toEqual([channel, PEOPLE]);
    // What had a slot before flash came may still begin.
    expect([channel, between.length <= SLOTS]).toEqual([channel, true]);
    // Nearly all of the backlog came behind it.
    expect(arrivals.length - 1 - flashAt.at(-1)!).toBeGreaterThan(2 * PEOPLE - 4 * SLOTS);
  }
}, 120_000);

test('whoever has chosen nothing and has had five storm messages that day is told of a flash flood of level 1', async () => {
  const storm = async (sequence: number, level: number, onset: number): Promise<string[]> => {
    const id = await bed.send(aStorm('of-the-day', sequence, [inProvince('Hà Nội', level, onset)]));
    await bed.settled(id);
    return bed.toldOf(id);
  };
  const told: string[][] = [];
  // The fourth message about one storm of level 2 is the last of a day; what is urgent is not counted.
  for (const [nth, onset] of [45, 36, 27, 18, 9].entries()) told.push(await storm(nth + 1, 2, onset));
  told.push(await storm(6, 3, 9));
  const numbers = [reader.phone];
  expect(told).toEqual([numbers, numbers, numbers, numbers, [], numbers]);

  const flood = await bed.send(bulletinOf('flash-flood-landslide', 1, 0, HA_NOI));
  await bed.settled(flood);
  expect(await bed.toldOf(flood)).toEqual(numbers);
  const row = (await bed.ledger(`flash-flood-landslide-${HA_NOI}`)).find((one) => one.subscriberId === READER);
  expect(row).toMatchObject({ level: 1, reason: 'first-news' });
}, 120_000);
