import type { AlikePeople, Waiting } from '../ports/reach.ts';
import { provinceByCode, provinceOf } from '../place/gazetteer.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';
import { mayHear } from './citizen-limit.ts';
import { placesHeard } from './places-heard.ts';
import { inTime, type Message } from './reach-times.ts';
import type { Stratum } from './strata.ts';
import type { Audience, Channel } from './subscriber.ts';
import { audience as audiences, channel as channels } from './subscriber.ts';
import { type Telling, tellPerson } from './tell-person.ts';

/** Whom a warning would be sent to, and how long that would take. */
export interface WarningReach {
  readonly people: number;
  readonly messages: number;
  /** Channels of people who would not be told, by the decision's reason. */
  readonly untold: Readonly<Record<string, number>>;
  readonly audiences: readonly {
    readonly audience: Audience;
    readonly people: number;
    readonly email: number;
    readonly sms: number;
    readonly voice: number;
  }[];
  /** People with a told place there; `province` null: at sea. Somebody with places in two provinces counts in both. */
  readonly provinces: readonly ProvinceReach[];
  readonly channels: readonly ChannelReach[];
}

export interface ProvinceReach {
  readonly province: string | null;
  readonly name: string | null;
  readonly people: number;
  readonly email: number;
  readonly sms: number;
  readonly voice: number;
  /** Messages that would go out after the onset at their places; null where no rate is known. */
  readonly late: number | null;
}

export interface ChannelReach {
  readonly channel: Channel;
  readonly messages: number;
  /** Of SMS, by the text for one reader of each kind; null for e-mail and calls. */
  readonly segments: number | null;
  /** Messages that wait for the end of the quiet hours. */
  readonly held: number;
  /** Deliveries that wait in the same lanes and higher ones. */
  readonly ahead: number;
  readonly perSecond: number | null;
  /** Until the last message that is not held is out; null where no rate is known. */
  readonly minutes: number | null;
  /** Messages that would go out after the onset at their places, and their share; null where no rate is known. */
  readonly late: number | null;
  readonly lateShare: number | null;
}

export interface ReachOptions {
  readonly warning: Warning;
  readonly layers: readonly Stratum[];
  readonly people: readonly AlikePeople[];
  readonly waiting: readonly Waiting[];
  /** Messages a second of each channel; null: not known. */
  readonly rates: Readonly<Record<Channel, number | null>>;
  readonly now: Instant;
  /** SMS segments of what one person would read. */
  readonly segmentsOf: (reader: { language: string; audience: Audience; telling: Told }) => number;
}

type Told = Extract<Telling, { tell: true }>;
type Sent = Message & { readonly people: AlikePeople; readonly telling: Told; readonly provinces: readonly (string | null)[] };

/** Places of a warning, and the coasts of its sea areas, in classes that it treats alike and that lie in one province. */
export function reachClasses(warning: Warning, layers: readonly Stratum[]): Unit[][] {
  const units = warning.entries.flatMap((entry) => entry.units);
  const heard = placesHeard(units);
  const entries = new Map(warning.entries.flatMap((entry, at) => entry.units.map((unit) => [unit, { entry, at }] as const)));
  const ranks = new Map<Unit, string>();
  for (const layer of layers) for (const unit of layer.units) ranks.set(unit, `${ranks.get(unit) ?? ''} ${String(layer.rank)}`);
  const classOf = (unit: Unit): string => {
    const here = entries.get(unit);
    const own = here === undefined ? '' : `${String(here.at)} ${String(mayHear(warning, 'citizen', unit, here.entry))}`;
    const seas = heard.heardAt('agency', [unit]).filter((one) => one !== unit);
    return [own, ranks.get(unit), provinceOf(unit) ?? unit, ...seas].join('|');
  };
  return [...Map.groupBy(heard.asked, classOf).values()];
}

/** Counts by the decision that fan-out takes for each person and channel, and times by the order in which it would be sent. */
export function reachOf(options: ReachOptions): WarningReach {
  const untold: Record<string, number> = {};
  const sent = options.people.flatMap((people) => sentTo(people, options, untold));
  const lateOf = inTime(sent, options);
  const sum = (of: readonly Sent[]): number => of.reduce((all, one) => all + one.count, 0);
  const on = (of: readonly Sent[], channel: Channel): number => sum(of.filter((one) => one.channel === channel));
  const counts = (of: readonly Sent[]) => ({ people: peopleIn(of), email: on(of, 'email'), sms: on(of, 'sms'), voice: on(of, 'voice') });
  const late = (of: readonly Sent[]): number | null =>
    of.some((one) => options.rates[one.channel] === null) ? null : Math.round(of.reduce((all, one) => all + one.count * lateOf(one), 0));
  const byProvince = Map.groupBy(
    sent.flatMap((one) => one.provinces.map((province) => ({ province, one }))),
    ({ province }) => province,
  );
  return {
    people: peopleIn(sent),
    messages: sum(sent),
    untold,
    audiences: audiences.options.flatMap((audience) => {
      const of = sent.filter((one) => one.people.audience === audience);
      return of.length === 0 ? [] : [{ audience, ...counts(of) }];
    }),
    provinces: [...byProvince]
      .sort(([a], [b]) => ((a ?? '99') < (b ?? '99') ? -1 : 1))
      .map(([province, rows]) => {
        const of = rows.map(({ one }) => one);
        return { province, name: (province && provinceByCode(province)?.name) ?? null, ...counts(of), late: late(of) };
      }),
    channels: channels.options.flatMap((channel) => {
      const of = sent.filter((one) => one.channel === channel);
      if (of.length === 0) return [];
      const messages = sum(of);
      const afterOnset = late(of);
      return [
        {
          channel,
          messages,
          segments: channel === 'sms' ? segmentsIn(of, options) : null,
          held: sum(of.filter(({ telling }) => telling.holdUntil !== null)),
          ...lateOf.of(channel),
          late: afterOnset,
          lateShare: afterOnset === null ? null : afterOnset / messages,
        },
      ];
    }),
  };
}

const peopleIn = (sent: readonly Sent[]): number => [...new Set(sent.map((one) => one.people))].reduce((all, one) => all + one.count, 0);

function sentTo(people: AlikePeople, { warning, layers, now }: ReachOptions, untold: Record<string, number>): Sent[] {
  const heard = placesHeard(unitsOf(warning));
  const units = heard.heardAt(people.audience, people.units);
  const layer = layers.find(
    (one) => (one.supplyOnly ? people.supply : one.audiences.includes(people.audience)) && one.units.some((unit) => units.includes(unit)),
  );
  if (layer === undefined) return [];
  return people.channels.flatMap((channel) => {
    const earlier = people.told[channel] ?? [];
    const telling = tellPerson({ person: { ...people, units }, warning, earlier, now });
    if (!telling.tell) {
      untold[telling.reason] = (untold[telling.reason] ?? 0) + people.count;
      return [];
    }
    const there = people.units.filter((unit) => heard.heardAt(people.audience, [unit]).some((one) => telling.units.includes(one)));
    const provinces = [...new Set(there.map(provinceOf))];
    return [{ channel, lane: telling.lane, rank: layer.rank, onset: telling.onset, count: people.count, people, telling, provinces }];
  });
}

const lists = new WeakMap<Warning, readonly Unit[]>();
function unitsOf(warning: Warning): readonly Unit[] {
  const known = lists.get(warning) ?? warning.entries.flatMap((entry) => entry.units);
  lists.set(warning, known);
  return known;
}

function segmentsIn(sent: readonly Sent[], { warning, segmentsOf }: ReachOptions): number {
  const entryOf = new Map(warning.entries.flatMap((entry, at) => entry.units.map((unit) => [unit, at] as const)));
  const sizes = new Map<string, number>();
  return sent.reduce((all, { people, telling, count }) => {
    const { language, audience } = people;
    const kinds = telling.units.map((unit) => entryOf.get(unit)).sort();
    const key = [language, audience, telling.reason, ...kinds].join('|');
    const size = sizes.get(key) ?? segmentsOf({ language, audience, telling });
    sizes.set(key, size);
    return all + size * count;
  }, 0);
}
