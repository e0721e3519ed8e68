import { type Hazard, HAZARDS, hazardIds } from '../../bulletin/hazard.ts';
import { ADVICE_EN } from './advice-en.ts';
import type { PhraseTable } from './phrase-table.ts';

const SHORT: Readonly<Partial<Record<Hazard, string>>> = {
  'tropical-depression': 'depression',
  'river-flood': 'flood',
  'flash-flood-landslide': 'flash flood',
  'strong-wind-at-sea': 'strong wind',
  'whirlwind-lightning-hail': 'whirlwind',
  'severe-cold': 'severe cold',
  subsidence: 'subsidence',
  other: 'hazard',
};

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const UP_TO_99 = Array.from({ length: 100 }, (_, value) => {
  if (value < 20) return ONES[value] ?? '';
  const ones = value % 10;
  return `${TENS[Math.floor(value / 10)] ?? ''}${ones === 0 ? '' : `-${ONES[ones] ?? ''}`}`;
});

export const EN: PhraseTable = {
  tag: 'en',
  reviewedBy: '',
  names: 'en',
  figures: 'en',
  gsm: true,
  phrases: {
    hazards: Object.fromEntries(hazardIds.map((id) => [id, { name: HAZARDS[id].en, short: SHORT[id] ?? HAZARDS[id].en }])) as Record<
      Hazard,
      { name: string; short: string }
    >,
    colours: ['light blue', 'light yellow', 'orange', 'red', 'purple'],
    status: { Actual: '', Exercise: 'EXERCISE', Test: 'TEST' },
    occasions: {
      'first-news': 'WARNING',
      escalated: 'WARNING RAISED',
      widened: 'WARNING WIDENED',
      'brought-forward': 'WARNING, EARLIER ONSET',
      'action-changed': 'WARNING, ACTION CHANGED',
      unchanged: 'WARNING CONTINUES',
      eased: 'WARNING LOWERED',
      narrowed: 'NO LONGER IN THE WARNED AREA',
      corrected: 'CORRECTION',
      cancelled: 'CANCELLED',
      ended: 'FINAL BULLETIN',
    },
    actions: {
      Monitor: { short: 'Follow the bulletins', tiny: 'Follow news' },
      Prepare: { short: 'Prepare', tiny: 'Prepare' },
      Avoid: { short: 'Keep away from danger', tiny: 'Keep away' },
      Shelter: { short: 'Take shelter', tiny: 'Shelter' },
      Evacuate: { short: 'Be ready to leave', tiny: 'Be ready' },
      Leave: { short: 'Evacuate now', tiny: 'Evacuate now' },
      narrowed: { short: 'No longer named', tiny: 'Not named' },
      cancelled: { short: 'Cancelled', tiny: 'Cancelled' },
      ended: { short: 'This series of bulletins has ended', tiny: 'Ended' },
    },
    monitor: 'Follow the next bulletins and word from your commune.',
    leaving: 'Take papers, medicine and water; go where your commune says.',
    advice: ADVICE_EN,
    sentences: {
      head: 'Issued {issued}. {hazard}: {place}. {action}.',
      headShort: '{issued} {hazard}: {place}. {action}.',
      event: '{event}.',
      change: '{change}.',
      level: 'Disaster risk level {level} of 5 ({colour}).',
      levelProposed: 'Disaster risk level {level} of 5 ({colour}), worked out by Loa from the forecast, not announced.',
      window: 'From {from} to {to}.',
      storm: 'Wind force {force} near the centre.',
      fact: '{fact}.',
      higher: 'Another bulletin warned of a higher level here, not lowered since.',
      higherAt: 'Another bulletin warned of a higher level for {place}, not lowered since.',
      advice: '{advice}',
      ready: 'Be ready to leave; follow the orders of your commune.',
      order: 'By order of {authority} at {at}.',
      orderShort: 'By evacuation order of {at}.',
      orderTsunami: 'Tsunami warning 3: leave the shore, go to high ground.',
      alsoWarned: 'Also warned: {place}.',
      dropped: 'No longer named in the bulletin: {place}.',
      where: 'Where: {places}.',
      confirm: 'Confirm receipt: {link}',
      narrowed: 'The new bulletin no longer names this place. Keep following local bulletins.',
      cancelled: 'The earlier message was issued in error and is cancelled.',
      ended: 'The issuer ends this series of bulletins.',
      inForce: 'Still in force: {hazards}.',
      countInForce: '{count} other warnings are still in force.',
      othersInForce: 'Other warnings, if any, stay in force.',
      noneInForce: 'No other warning is in force here. Go home when your commune says it is safe.',
      spokenHazard: '{change}: {hazard}.',
      spokenIssued: 'Issued at {issued}.',
      spokenLevel: 'Disaster risk level {level} of five, {colour}.',
      spokenAction: '{action}.',
      countOfPlaces: '{count} place(s)',
    },
  },
  labels: {
    where: 'Where',
    level: 'Level',
    figures: 'Figures',
    when: 'When',
    action: 'What to do',
    order: 'Evacuation order',
    bulletin: 'Bulletin',
    issuer: 'Issuer',
    issued: 'Issued',
    basis: '{clause}, Decision 18/2021/QĐ-TTg',
    proposed: 'worked out by Loa from the forecast, not announced',
    levelPhrase: 'disaster risk level {level} of 5 ({colour})',
    replay: 'Replay of the real bulletin of {at}, source: {source}',
  },
  where: {
    among: '{count} places in {place}',
    several: 'places in {place} and {count} other provinces',
    severalWhole: '{place} and {count} other provinces',
    more: '{place} +{count}',
    provinces: '{count} provinces',
    andSea: '{place} and sea',
    countOfSeas: '{count} sea areas',
  },
  clauseWords: ['clause ', '.', '.'],
  clock: {
    long: '{HH}:{mm} on {D} {Mon} {YYYY}',
    short: '{HH}:{mm} {D} {Mon}',
    spoken: '{H} {m} on {D} {Month}',
    spokenZero: 'oh ',
    spokenFullHour: "{H} o'clock on {D} {Month}",
    months: MONTHS.map((month) => month.slice(0, 3)),
    spokenMonths: MONTHS,
  },
  speech: {
    radioPace: 2.5,
    loudspeakerPace: 2,
    numbers: {
      upTo99: UP_TO_99,
      hundred: 'hundred',
      thousand: 'thousand',
      belowTen: 'and',
      noHundreds: '',
      point: 'point',
      minus: 'minus',
      ofMonth: 'of month',
      ofYear: 'of',
      to: 'to',
    },
    units: [
      [' m³/s', ' cubic metres a second'],
      [' mm', ' millimetres'],
      [' km', ' kilometres'],
      [' °C', ' degrees Celsius'],
      [' m', ' metres'],
      [' h', ' hours'],
      ['‰', ' per thousand'],
      ['%', ' per cent'],
    ],
    closers: [
      'Listen to the loudspeaker and follow your commune.',
      'Help old people, children, the sick and the disabled.',
      'Tell your neighbours.',
      'Trust only word from those in charge.',
    ],
    again: 'I repeat.',
    call: {
      opening: 'This is an automatic call with a disaster warning.',
      askForKey: 'Press one to confirm that you have received it.',
    },
  },
};
