import { type Database, registryTable, supplyBodiesTable } from '@loa/adapters/postgres';
import type { Subscriber } from '@loa/domain/audience';
import { inventedSubscribers } from '@loa/domain/invented';
import { supplyBody } from '@loa/domain/supply';
import { testAddresses } from '@loa/testing/addresses';
import { peopleFor } from './storm.ts';

const PAGE = 5_000;
const SEED = 7;
/** Of so many invented people at most one message each is expected. */
const PEOPLE_PER_ROW = 4;
/** One in so many keeps its number where people are told by e-mail. */
const WITH_NUMBER = 10;
/** Bodies of the supply list, with one contact each that is called. */
const BODIES = Array.from({ length: 12 }, (_, at) =>
  supplyBody.parse({
    ...{ id: `body-${at}`, name: `Ban chỉ huy ${at}`, basis: { kind: 'own', text: 'quy chế' }, dutyChannel: 'voice', exercises: true },
    duties: { hazards: 'all', provinces: 'all', seaAreas: [] },
    contacts: [{ id: 'duty', role: 'Trực ban', phone: `+9998${String(at).padStart(8, '0')}` }],
  }),
);

/** Invented people; `by` e-mail: nine of ten can be reached by that alone. */
function* invented(rows: number, by: 'all' | 'email'): Generator<Subscriber> {
  for (const person of inventedSubscribers({ count: rows * PEOPLE_PER_ROW, seed: SEED }))
    yield by === 'all' || person.id % WITH_NUMBER === 0 ? person : { ...person, email: `loa-${person.id}@example.com`, phone: undefined };
}

/** Fills an empty registry with so many people that a wide storm is at least `rows` messages to them, and a supply list; who must hear of what, see {@link peopleFor}. */
export async function fillFor(db: Database, rows: number, by: 'all' | 'email') {
  const registry = registryTable(db, testAddresses);
  const called = BODIES.flatMap(({ contacts }) => contacts.flatMap(({ phone }) => phone ?? []));
  const { people, ...expectations } = peopleFor(rows, invented(rows, by), called);
  let page: Subscriber[] = [];
  for (const person of people) {
    page.push(person);
    if (page.length < PAGE) continue;
    await registry.insertMany(page);
    page = [];
  }
  if (page.length > 0) await registry.insertMany(page);
  const bodies = supplyBodiesTable(db, testAddresses);
  for (const body of BODIES) await bodies.put(body, 'a test', new Date().toISOString());
  // A registry that has stood for a minute has been analysed by autovacuum.
  await db.query('analyze subscribers, subscriber_units');
  return expectations;
}
