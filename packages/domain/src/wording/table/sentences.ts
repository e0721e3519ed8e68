/** Longest value of each slot, characters. A value that is longer leaves its sentence out, or gives way to a shorter one: nothing is cut. */
export const SLOT_LENGTHS = {
  mark: 24,
  issued: 14,
  hazard: 45,
  place: 60,
  places: 130,
  action: 36,
  event: 60,
  change: 40,
  level: 1,
  colour: 20,
  from: 14,
  to: 14,
  force: 5,
  fact: 90,
  advice: 120,
  authority: 80,
  at: 14,
  hazards: 400,
  count: 3,
  link: 120,
} as const;
export type Slot = keyof typeof SLOT_LENGTHS;

/** Sentences with their slots: what a table must word. `spoken…` are said, with numbers as words. */
export const SLOTS_OF = {
  head: ['issued', 'hazard', 'place', 'action'],
  headShort: ['issued', 'hazard', 'place', 'action'],
  event: ['event'],
  change: ['change'],
  level: ['level', 'colour'],
  levelProposed: ['level', 'colour'],
  window: ['from', 'to'],
  storm: ['force'],
  fact: ['fact'],
  higher: [],
  higherAt: ['place'],
  advice: ['advice'],
  ready: [],
  order: ['authority', 'at'],
  orderShort: ['at'],
  orderTsunami: [],
  alsoWarned: ['place'],
  dropped: ['place'],
  where: ['places'],
  confirm: ['link'],
  narrowed: [],
  cancelled: [],
  ended: [],
  inForce: ['hazards'],
  countInForce: ['count'],
  othersInForce: [],
  noneInForce: [],
  spokenHazard: ['change', 'hazard'],
  spokenIssued: ['issued'],
  spokenLevel: ['level', 'colour'],
  spokenAction: ['action'],
  countOfPlaces: ['count'],
} as const satisfies Record<string, readonly Slot[]>;
export type SentenceId = keyof typeof SLOTS_OF;

export type Values = Readonly<Partial<Record<Slot, string>>>;

/** A sentence with its slots filled. */
export function fill(sentence: string, values: Values): string {
  return Object.entries(values).reduce((text, [slot, value]) => text.replace(`{${slot}}`, () => value), sentence);
}

/** Is no value longer than its slot? */
export function fitsSlots(values: Values): boolean {
  return (Object.entries(values) as [Slot, string][]).every(([slot, value]) => value.length <= SLOT_LENGTHS[slot]);
}
