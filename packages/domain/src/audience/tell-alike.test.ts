import { aWarning } from '@loa/testing/builders';
import { expect, test, vi } from 'vitest';
import { tellAlike } from './tell-alike.ts';
import { type Person, tellPerson } from './tell-person.ts';

const NOW = '2025-11-06T01:00:00.000Z';
const warning = aWarning({ status: 'Actual' });
const units = warning.entries.flatMap((entry) => entry.units);
const person = (overrides: Partial<Person> = {}): Person => {
  const kind = { audience: 'citizen', leastNeed: 1, leastNeeds: {}, supply: false, exercises: false, watchdog: false } as const;
  return { ...kind, units: units.slice(0, 1), ...overrides };
};
const alone = (one: Person) => tellPerson({ person: one, warning, earlier: [], now: NOW });

test('people of one kind share a decision, and it is the one that each would get alone', () => {
  const decide = vi.fn(tellPerson);
  const alike = tellAlike(decide, warning, NOW);
  for (const unit of units) {
    const one = person({ units: [unit] });
    expect({ ...alike(one), units: [unit] }).toEqual(alone(one));
  }
  expect(decide.mock.calls.length).toBeLessThanOrEqual(warning.entries.length);
});

test.each<Partial<Person>>([
  { audience: 'agency' },
  { leastNeed: 5 },
  { leastNeeds: { storm: 5 } },
  { supply: true },
  { exercises: true },
  { watchdog: true },
  { units: ['99999'] },
])('people who differ in %o do not share it', (difference) => {
  const alike = tellAlike(tellPerson, warning, NOW);
  alike(person());
  const other = alike(person(difference));
  expect(other).not.toBe(alike(person()));
  expect(other).toEqual(alone(person(difference)));
});

test('whoever has several places is asked about alone', () => {
  expect(tellAlike(tellPerson, warning, NOW)(person({ units: [...units, '99999'] }))).toBeNull();
});
