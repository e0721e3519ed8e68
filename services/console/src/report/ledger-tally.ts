import type { ExportedDelivery } from '@loa/domain/ports';
import { ACCEPTED, STOPPED } from '@loa/domain/delivery';
import { provinceOf } from '@loa/domain/place';
import { isTakenBack } from '@loa/domain/warning';
import type { Instant } from '@loa/domain/time';
import { Durations, type Spread } from './durations.ts';

/** Receivers of news of a danger, by when they were told of it; a receiver of several warnings counts at each. */
export interface OnsetCounts {
  /** A provider took a message before the onset at their places. */
  readonly before: number;
  /** Only after it. */
  readonly late: number;
  /** Told, and the onset had come before Loa had the bulletin: nobody could have been told before it. */
  readonly begun: number;
  /** No provider took any message; one whose outcome is not known counts here. */
  readonly untold: number;
}

/** What only the ledger's rows say. */
export interface LedgerFigures {
  readonly firstSentAt: Instant | null;
  readonly lastSentAt: Instant | null;
  /** From a bulletin's acceptance to the send that a provider took. */
  readonly latency: Spread | null;
  readonly latencies: readonly { readonly audience: string; readonly channel: string; readonly spread: Spread }[];
  readonly onset: OnsetCounts;
  /** By code of the province or id of the sea area; whoever has places in two counts in both. */
  readonly onsets: readonly ({ readonly place: string } & OnsetCounts)[];
  /** Deliveries with more than one attempt, and the attempts beyond the first. */
  readonly retried: number;
  readonly furtherAttempts: number;
  /** Sent out of batches that were taken up again after a sender had died: so many may have come twice at most. */
  readonly perhapsDoubled: number;
}

type Counts = { -readonly [K in keyof OnsetCounts]: OnsetCounts[K] };
const none = (): Counts => ({ before: 0, late: 0, begun: 0, untold: 0 });
const AUDIENCES = ['agency', 'relay', 'media', 'citizen'];

/** Adds up deliveries as they are read, those of one receiver after another: it holds no more than one receiver's. */
export class LedgerTally {
  readonly #latency = new Durations();
  readonly #latencies = new Map<string, Durations>();
  readonly #onset = none();
  readonly #onsets = new Map<string, Counts>();
  #sent: { first: Instant; last: Instant } | null = null;
  #retried = 0;
  #furtherAttempts = 0;
  #perhapsDoubled = 0;
  #receiver: { key: string; acceptedAt: Instant; rows: ExportedDelivery[] } | null = null;

  /** `acceptedAt`: of the warning's bulletin. */
  add(row: ExportedDelivery, acceptedAt: Instant): void {
    const key = `${row.warningId} ${String(row.subscriberId)}`;
    if (this.#receiver?.key === key) this.#receiver.rows.push(row);
    else {
      this.#closeReceiver();
      this.#receiver = { key, acceptedAt, rows: [row] };
    }
    const { sentAt, attempt } = row;
    if (attempt > 1) {
      this.#retried += 1;
      this.#furtherAttempts += attempt - 1;
    }
    if (sentAt === null) return;
    if (row.takenUpAgain) this.#perhapsDoubled += 1;
    const { first, last } = this.#sent ?? { first: sentAt, last: sentAt };
    this.#sent = { first: sentAt < first ? sentAt : first, last: sentAt > last ? sentAt : last };
    if (ACCEPTED.includes(row.state)) this.#addLatency(row, Date.parse(sentAt) - Date.parse(acceptedAt));
  }

  figures(): LedgerFigures {
    this.#closeReceiver();
    const rank = (key: string): number => AUDIENCES.indexOf(key.split('|')[0] ?? '');
    return {
      firstSentAt: this.#sent?.first ?? null,
      lastSentAt: this.#sent?.last ?? null,
      latency: this.#latency.spread(),
      latencies: [...this.#latencies]
        .toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
        .flatMap(([key, durations]) => {
          const [audience = '', channel = ''] = key.split('|');
          const spread = durations.spread();
          return spread === null ? [] : [{ audience, channel, spread }];
        }),
      onset: this.#onset,
      onsets: [...this.#onsets].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([place, counts]) => ({ place, ...counts })),
      retried: this.#retried,
      furtherAttempts: this.#furtherAttempts,
      perhapsDoubled: this.#perhapsDoubled,
    };
  }

  #addLatency({ audience, channel }: ExportedDelivery, ms: number): void {
    const key = `${audience}|${channel}`;
    const known = this.#latencies.get(key) ?? new Durations();
    this.#latencies.set(key, known);
    known.add(ms);
    this.#latency.add(ms);
  }

  #closeReceiver(): void {
    if (this.#receiver === null) return;
    const { rows, acceptedAt } = this.#receiver;
    this.#receiver = null;
    const news = rows.filter(({ reason, state }) => !isTakenBack(reason) && reason !== 'eased' && !STOPPED.includes(state));
    if (news.length === 0) return;
    const word = wordOf(news, acceptedAt);
    this.#onset[word] += 1;
    for (const place of new Set(news.flatMap(({ units }) => units.map((unit) => provinceOf(unit) ?? unit)))) {
      const counts = this.#onsets.get(place) ?? none();
      this.#onsets.set(place, counts);
      counts[word] += 1;
    }
  }
}

function wordOf(news: readonly ExportedDelivery[], acceptedAt: Instant): keyof OnsetCounts {
  const told = news.flatMap(({ state, sentAt, settledAt }) => (ACCEPTED.includes(state) ? (sentAt ?? settledAt ?? []) : [])).toSorted()[0];
  if (told === undefined) return 'untold';
  const onset = news.map((row) => row.onset).toSorted()[0] ?? acceptedAt;
  if (onset <= acceptedAt) return 'begun';
  return told <= onset ? 'before' : 'late';
}
