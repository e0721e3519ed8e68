import type { Covered } from '@loa/domain/delivery';
import { htmlText } from '@loa/runtime';
import type { EventReport } from '../event-report.ts';
import type { OnsetCounts } from '../ledger-tally.ts';
import { shareRows } from '../draw/share-rows.ts';
import type { Pen } from './context.ts';
import { type Cell, figure, note, section, table } from './html.ts';

const inAll = ({ before, late, begun, untold }: OnsetCounts): number => before + late + begun + untold;
/** Those who could have been told before it. */
const inTime = ({ before, late, untold }: OnsetCounts): number => before + late + untold;

/** Told before the onset, by place. */
export function onsetSection(report: EventReport, pen: Pen): string {
  const { onset: words, head } = pen.words;
  const { onset, onsets } = report.ledger;
  if (inAll(onset) === 0) return section(words.title, note(head.none));
  const rows = [...onsets.map((one) => ({ label: pen.place(one.place), one })), { label: head.all, one: onset }];
  const share = (one: OnsetCounts): string => pen.share(one.before, inTime(one));
  const svg = shareRows({
    alt: pen.fill(words.alt, { n: pen.count(onset.before), m: pen.count(inAll(onset)) }),
    noted: words.share,
    parts: [
      { kind: 'good', words: words.before },
      { kind: 'late', words: words.late },
      { kind: 'open', words: words.begun },
      { kind: 'bad', words: words.untold },
    ],
    rows: rows.map(({ label, one }) => ({ label, values: [one.before, one.late, one.begun, one.untold], note: share(one) })),
    scale: 'whole',
  });
  const cells = rows.map(({ label, one }) => [label, ...[one.before, one.late, one.begun, one.untold].map(pen.count), share(one)]);
  const names = [words.place, words.before, words.late, words.begun, words.untold, words.share];
  return section(
    words.title,
    note(words.note),
    figure(svg, words.title),
    table({ label: words.title, head: names, rows: cells, numbers: 1 }),
  );
}

const sum = (of: Readonly<Record<string, number>>): number => Object.values(of).reduce((all, rows) => all + rows, 0);
/** Accepted, and neither received, nor refused later, nor without receipts: a receipt is awaited. */
const waiting = (one: Covered): number => one.deliveries - one.delivered - one.noReceipt - sum(one.failed) - sum(one.stopped) - one.silent;

/** Reached and not reached, by place and channel. */
export function coverageSection(report: EventReport, pen: Pen): string {
  const { coverage: words, head } = pen.words;
  if (report.deliveries.deliveries === 0) return section(words.title, note(head.none));
  const places = [...Map.groupBy(report.places, ({ code }) => code)].map(([code, of]) => ({ label: pen.place(code), of }));
  const parts = (of: readonly Covered[]): number[] => {
    const add = (value: (one: Covered) => number): number => of.reduce((all, one) => all + value(one), 0);
    return [
      add((one) => one.delivered),
      ...[add((one) => one.noReceipt), add(waiting), add((one) => sum(one.failed))],
      ...[add((one) => one.silent), add((one) => sum(one.stopped))],
    ];
  };
  const accepted = (of: readonly Covered[]): string => {
    const all = (value: (one: Covered) => number): number => of.reduce((total, one) => total + value(one), 0);
    return pen.share(
      all((one) => one.accepted),
      all((one) => one.deliveries - sum(one.stopped)),
    );
  };
  const svg = shareRows({
    alt: pen.fill(words.alt, { n: pen.count(report.deliveries.accepted), m: pen.count(report.deliveries.deliveries) }),
    noted: words.accepted,
    parts: [
      { kind: 'good', words: words.delivered },
      { kind: 'fair', words: words.noReceipt },
      { kind: 'open', words: words.waiting },
      { kind: 'bad', words: words.failed },
      { kind: 'late', words: words.silent },
      { kind: 'held', words: words.stopped },
    ],
    rows: [...places, { label: head.all, of: report.channels }].map(({ label, of }) => ({ label, values: parts(of), note: accepted(of) })),
    scale: 'whole',
  });
  const line = (label: string, channel: string, subscribed: string, one: Covered): Cell[] => [
    ...[label, channel, subscribed],
    ...[one.deliveries, one.tried, one.accepted, one.delivered, one.noReceipt, sum(one.failed), sum(one.stopped), one.silent].map(
      pen.count,
    ),
  ];
  const cells = [
    ...report.places.map((one) => line(pen.place(one.code), pen.channel(one.channel), pen.count(one.subscribed), one)),
    ...report.channels.map((one) => line(head.all, pen.channel(one.channel), '', one)),
  ];
  const names = [words.place, words.channel, words.subscribed, words.deliveries, words.tried, words.accepted, words.delivered];
  const more = [words.noReceipt, words.failed, words.stopped, words.silent];
  const all = table({ label: words.title, head: [...names, ...more], rows: cells, numbers: 2 });
  return section(words.title, note(words.note), figure(svg, words.title), all);
}

/** Why deliveries did not get there. */
export function failuresSection(report: EventReport, pen: Pen): string {
  const { failures: words, reasons } = pen.words;
  const of = (kind: 'failed' | 'stopped') => Object.entries(report.deliveries[kind]).map(([reason, rows]) => ({ kind, reason, rows }));
  const found = [...of('failed'), ...of('stopped')].toSorted((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1));
  const [most] = found;
  const unnamed = report.warnings.reduce((sum, one) => sum + one.unnamed, 0);
  const beside = unnamed === 0 ? '' : `<p>${htmlText(pen.fill(words.unnamed, { n: pen.count(unnamed) }))}</p>`;
  if (most === undefined) return section(words.title, note(words.none), beside);
  const svg = shareRows({
    alt: pen.fill(words.alt, { reason: reasons[most.reason] ?? most.reason, n: pen.count(most.rows) }),
    noted: words.count,
    parts: [
      { kind: 'bad', words: words.failed },
      { kind: 'held', words: words.stopped },
    ],
    rows: found.map(({ kind, reason, rows }) => ({
      label: reasons[reason] ?? reason,
      values: kind === 'failed' ? [rows, 0] : [0, rows],
      note: pen.count(rows),
    })),
    scale: 'most',
  });
  const named = (reason: string): Cell => {
    const known = reasons[reason];
    return { html: `${known === undefined ? '' : `${htmlText(known)} `}<code>${htmlText(reason)}</code>` };
  };
  const cells = found.map(({ kind, reason, rows }) => [named(reason), words[kind], pen.count(rows)]);
  const listed = table({ label: words.title, head: [words.reason, words.kind, words.count], rows: cells, numbers: 2 });
  return section(words.title, note(words.note), figure(svg, words.title), listed, beside);
}

/** Retries, and what is known of doubles. */
export function againSection({ ledger }: EventReport, pen: Pen): string {
  const { again: words } = pen.words;
  const values = { n: pen.count(ledger.retried), m: pen.count(ledger.furtherAttempts) };
  const doubled = pen.fill(words.doubled, { n: pen.count(ledger.perhapsDoubled) });
  const lines = [
    ledger.retried === 0 ? words.none : pen.fill(words.retried, values),
    `${ledger.perhapsDoubled === 0 ? words.noDoubles : doubled} ${words.unknown}`,
  ];
  return section(words.title, ...lines.map((one) => `<p>${htmlText(one)}</p>`));
}
