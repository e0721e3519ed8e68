import type { EventReport, WarningReport } from '../event-report.ts';
import { timeRows } from '../draw/time-rows.ts';
import type { Pen } from './context.ts';
import { code, figure, note, section, table } from './html.ts';

const since = (from: string, to: string | null): number | null =>
  to === null ? null : Math.max(0, (Date.parse(to) - Date.parse(from)) / 1_000);

/** Seconds from the finished bulletin to each step. */
function stepsOf({ warning, acceptedAt, ledger }: WarningReport) {
  const from = warning.finishedAt;
  return {
    accepted: since(from, acceptedAt),
    issued: since(from, warning.issuedAt),
    first: since(from, ledger?.firstSentAt ?? null),
    last: since(from, ledger?.lastSentAt ?? null),
  };
}

/** From each bulletin to the last send of its warning. */
export function timelineSection(report: EventReport, pen: Pen): string {
  const { timeline: words, head } = pen.words;
  const steps = report.warnings.map((one) => ({ one, ...stepsOf(one) }));
  const svg = timeRows({
    alt: pen.fill(words.alt, { n: pen.count(steps.length) }),
    noted: words.last,
    marks: [
      { shape: 'bar', words: words.accepted },
      { shape: 'ring', words: words.issued },
      { shape: 'dot', words: words.first },
      { shape: 'square', words: words.last },
    ],
    rows: steps.map(({ one, accepted, issued, first, last }) => ({
      label: one.warning.id,
      marks: [
        { shape: 'bar', at: accepted },
        { shape: 'ring', at: issued },
        { shape: 'square', at: last },
        { shape: 'dot', at: first },
      ],
      note: pen.duration(last),
    })),
    limits: [],
    duration: (s) => pen.duration(s),
  });
  const rows = steps.map(({ one, accepted, issued, first, last }) => [
    code(one.warning.id),
    one.level === null ? '–' : String(one.level),
    pen.at(one.warning.finishedAt),
    ...[accepted, issued, first, last].map((seconds) => pen.duration(seconds)),
  ]);
  const names = [head.warning, head.level, words.finished, words.accepted, words.issued, words.first, words.last];
  return section(words.title, note(words.note), figure(svg, words.title), table({ label: words.title, head: names, rows, numbers: 3 }));
}

/** How long deliveries took, by audience and channel. */
export function latencySection(report: EventReport, pen: Pen): string {
  const { latency: words, head, audiences } = pen.words;
  const { latency, latencies } = report.ledger;
  if (latency === null) return section(words.title, note(head.none));
  const all = [{ who: head.all, channel: '', spread: latency }];
  const rows = [
    ...latencies.map(({ audience, channel, spread }) => ({ who: audiences[audience] ?? audience, channel: pen.channel(channel), spread })),
    ...all,
  ];
  const seconds = (value: number): string => pen.duration(value);
  const svg = timeRows({
    alt: pen.fill(words.alt, { p50: seconds(latency.p50), p95: seconds(latency.p95), p99: seconds(latency.p99) }),
    noted: words.p95,
    marks: [
      { shape: 'ring', words: words.p50 },
      { shape: 'dot', words: words.p95 },
      { shape: 'square', words: words.p99 },
      { shape: 'bar', words: words.max },
    ],
    rows: rows.map(({ who, channel, spread }) => ({
      label: channel === '' ? who : `${who}, ${channel}`,
      marks: [
        { shape: 'bar', at: spread.max },
        { shape: 'square', at: spread.p99 },
        { shape: 'dot', at: spread.p95 },
        { shape: 'ring', at: spread.p50 },
      ],
      note: seconds(spread.p95),
    })),
    limits: [],
    duration: seconds,
  });
  const cells = rows.map(({ who, channel, spread }) => [
    ...[who, channel, pen.count(spread.count)],
    ...[spread.p50, spread.p90, spread.p95, spread.p99, spread.max].map(seconds),
  ]);
  const names = [words.who, words.channel, words.count, words.p50, words.p90, words.p95, words.p99, words.max];
  return section(
    words.title,
    note(words.note),
    figure(svg, words.title),
    table({ label: words.title, head: names, rows: cells, numbers: 2 }),
  );
}
