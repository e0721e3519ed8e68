import type { Status } from '@loa/domain/bulletin';
import { WORDS_EN } from './words-en.ts';
import { WORDS_VI } from './words-vi.ts';

/** A column's heading, or a caption. */
type Words<Key extends string> = Readonly<Record<Key, string>>;

/** A work area of the screens. */
export type Entrance = 'desk' | 'wall';

/** Everything that a report says in words. `{n}` and `{m}` stand for numbers. */
export interface ReportWords {
  readonly title: string;
  readonly list: Words<'title' | 'event' | 'status' | 'warnings' | 'first' | 'last' | 'none'>;
  readonly status: Readonly<Record<Status, string>>;
  readonly mark: Readonly<Record<Status, string | null>>;
  readonly language: Words<'other'>;
  /** Where those who read reports work. */
  readonly entrances: Words<'label' | Entrance>;
  readonly units: Words<'s' | 'min' | 'h' | 'd'>;
  readonly channels: Words<string>;
  readonly audiences: Words<string>;
  readonly head: Words<'event' | 'made' | 'only' | 'whole' | 'back' | 'open' | 'retired' | 'warning' | 'level' | 'all' | 'total' | 'none'>;
  readonly facts: Words<'warnings' | 'deliveries' | 'accepted' | 'delivered' | 'before' | 'half' | 'most' | 'bodies'>;
  readonly timeline: Words<'title' | 'note' | 'alt' | 'finished' | 'accepted' | 'issued' | 'first' | 'last'>;
  readonly latency: Words<'title' | 'note' | 'alt' | 'who' | 'channel' | 'count' | 'max' | 'range' | 'p50' | 'p90' | 'p95' | 'p99'>;
  readonly onset: Words<'title' | 'note' | 'alt' | 'place' | 'before' | 'late' | 'begun' | 'untold' | 'share'>;
  readonly coverage: Words<
    | 'title'
    | 'note'
    | 'alt'
    | 'place'
    | 'channel'
    | 'subscribed'
    | 'deliveries'
    | 'tried'
    | 'accepted'
    | 'delivered'
    | 'noReceipt'
    | 'waiting'
    | 'failed'
    | 'stopped'
    | 'silent'
  >;
  readonly failures: Words<'title' | 'note' | 'alt' | 'reason' | 'kind' | 'count' | 'failed' | 'stopped' | 'none' | 'unnamed'>;
  readonly reasons: Words<string>;
  readonly again: Words<'title' | 'retried' | 'none' | 'doubled' | 'noDoubles' | 'unknown'>;
  readonly supply: Words<
    | 'title'
    | 'note'
    | 'alt'
    | 'body'
    | 'handed'
    | 'confirmed'
    | 'how'
    | 'calls'
    | 'handColour'
    | 'colour'
    | 'closed'
    | 'amber'
    | 'red'
    | 'none'
    | 'never'
    | 'others'
  >;
  readonly colours: Words<'green' | 'amber' | 'red'>;
  readonly how: Words<'link' | 'key' | 'operator'>;
  readonly closed: Words<string>;
  readonly stops: Words<'title' | 'none' | 'what' | 'at' | 'by' | 'why' | 'told' | 'stopped' | 'recalled' | 'cancelled' | 'lapsed'>;
  readonly each: Words<'title' | 'note' | 'before' | 'p50' | 'p95' | 'max' | 'retried' | 'recalled'>;
}

/** Languages of reports. */
export type ReportLanguage = 'vi' | 'en';

export const reportWords = (language: ReportLanguage): ReportWords => (language === 'vi' ? WORDS_VI : WORDS_EN);
