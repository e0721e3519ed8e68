import { htmlText } from '@loa/runtime';
import type { EventReport, WarningReport } from '../event-report.ts';
import { timeRows } from '../draw/time-rows.ts';
import type { Pen } from './context.ts';
import { type Cell, code, figure, note, section, table } from './html.ts';

/** The supply clock per warning and body. */
export function supplySection(report: EventReport, pen: Pen): string {
  const { supply: words, head, how, closed, colours } = pen.words;
  const others = report.warnings.reduce((sum, one) => sum + one.othersConfirmed, 0);
  const beside = others === 0 ? '' : `<p>${htmlText(pen.fill(words.others, { n: pen.count(others) }))}</p>`;
  const [first] = report.supply;
  if (first === undefined) return section(words.title, note(words.none), beside);
  const red = report.supply.filter(({ clock }) => clock.handOverColour === 'red').length;
  const { amberS, redS } = first.clock.limit;
  // Bodies of an event are called by one limit: an event of earthquakes and storms has none to draw.
  const one = report.supply.every(({ clock }) => clock.limit.redS === redS);
  const svg = timeRows({
    alt: pen.fill(words.alt, { n: pen.count(report.supply.length), m: pen.count(red) }),
    noted: words.confirmed,
    marks: [
      { shape: 'dot', words: words.handed },
      { shape: 'diamond', words: words.confirmed },
    ],
    rows: report.supply.map(({ warningId, name, clock }) => ({
      label: `${warningId.replace(/^\D+/, '')} · ${name}`,
      marks: [
        { shape: 'dot', at: clock.handOverS },
        { shape: 'diamond', at: clock.confirmationS },
      ],
      note: clock.confirmationS === null ? words.never : pen.duration(clock.confirmationS),
    })),
    limits: one
      ? [
          { at: amberS, words: `${words.amber} (${pen.duration(amberS)})`, kind: 'amber' },
          { at: redS, words: `${words.red} (${pen.duration(redS)})`, kind: 'red' },
        ]
      : [],
    duration: (s) => pen.duration(s),
  });
  const colour = (of: 'green' | 'amber' | 'red'): Cell => ({ html: `<span class="colour ${of}">${htmlText(colours[of])}</span>` });
  const time = (seconds: number | null): string => (seconds === null ? words.never : pen.duration(seconds));
  const cells = report.supply.map(({ warningId, name, clock, confirmation, calls, closed: end }): Cell[] => [
    name,
    code(warningId),
    confirmation === null ? '–' : how[confirmation.how],
    end === null ? '–' : (closed[end.reason] ?? end.reason),
    colour(clock.handOverColour),
    colour(clock.colour),
    ...[time(clock.handOverS), time(clock.confirmationS), pen.count(calls.length)],
  ]);
  const names = [
    words.body,
    head.warning,
    words.how,
    words.closed,
    words.handColour,
    words.colour,
    words.handed,
    words.confirmed,
    words.calls,
  ];
  const listed = table({ label: words.title, head: names, rows: cells, numbers: 6 });
  return section(words.title, note(words.note), figure(svg, words.title), listed, beside);
}

/** Recalls with who and why, cancellations, and what ran out without a successor. */
export function stopsSection(report: EventReport, pen: Pen): string {
  const { stops: words, head } = pen.words;
  const rows = report.warnings.flatMap((one) => stopsOf(one, pen));
  if (rows.length === 0) return section(words.title, note(words.none));
  const names = [head.warning, words.what, words.at, words.by, words.why, words.told, words.stopped];
  return section(words.title, table({ label: words.title, head: names, rows, numbers: 5 }));
}

function stopsOf(one: WarningReport, pen: Pen): Cell[][] {
  const { stops: words } = pen.words;
  const told = pen.count(one.deliveries.accepted);
  const stopped = (reason: string): string => pen.count(one.deliveries.stopped[reason] ?? 0);
  const { id } = one.warning;
  return [
    ...(one.recalledAt === null
      ? []
      : [[code(id), words.recalled, pen.at(one.recalledAt), one.recalledBy ?? '–', one.recallReason ?? '–', told, stopped('recalled')]]),
    ...(one.cancelledBy === null ? [] : [[code(id), words.cancelled, '–', code(one.cancelledBy), '–', told, stopped('cancelled')]]),
    ...(one.lapsedAt === null ? [] : [[code(id), words.lapsed, pen.at(one.lapsedAt), '–', '–', told, '–']]),
  ];
}
