import { eventNameShown, hazardTitle } from '@loa/domain/bulletin';
import type { PlainPage } from '@loa/runtime';
import { htmlText } from '@loa/runtime';
import type { EventReport } from '../event-report.ts';
import type { Entrance, ReportLanguage } from '../words.ts';
import { PATTERNS } from '../draw/share-rows.ts';
import { type Pen, penOf } from './context.ts';
import { type Cell, code, note, section, table } from './html.ts';
import { againSection, coverageSection, failuresSection, onsetSection } from './people.ts';
import { REPORT_STYLE } from './style.ts';
import { stopsSection, supplySection } from './supply.ts';
import { latencySection, timelineSection } from './times.ts';
import { wayBack } from './way-back.ts';

/** Where pages lie: the report of a warning alone, the whole event's, the list, this one in the other language, and where its reader works. Null in a file. */
export interface ReportLinks {
  warning(id: string): string;
  readonly whole: string;
  readonly list: string;
  readonly other: string;
  readonly entrances: readonly Entrance[];
}

/** A report as a page without scripts, whole in itself. */
export function reportPage(report: EventReport, language: ReportLanguage, links: ReportLinks | null): PlainPage {
  const pen = penOf(language);
  const { words } = pen;
  const mark = words.mark[report.status];
  const title = `${words.title}: ${nameOf(report, pen)}${report.only === null ? '' : ` (${report.only})`}`;
  const body = [
    PATTERNS,
    mark === null ? '' : `<p class="mark" role="note">${htmlText(mark)}</p>`,
    headOf(report, pen, links),
    factsOf(report, pen),
    timelineSection(report, pen),
    latencySection(report, pen),
    onsetSection(report, pen),
    coverageSection(report, pen),
    failuresSection(report, pen),
    againSection(report, pen),
    supplySection(report, pen),
    stopsSection(report, pen),
    report.only === null ? eachSection(report, pen, links) : '',
  ];
  return {
    language,
    title: mark === null ? title : `[${mark}] ${title}`,
    heading: mark === null ? title : `${words.status[report.status].toUpperCase()}: ${title}`,
    style: REPORT_STYLE,
    ...wayBack(links?.entrances ?? [], pen),
    body: body.filter((one) => one !== '').join('\n'),
  };
}

/** As the last warning calls the event, or by its hazard, issuer and time. */
function nameOf({ warnings, eventId }: EventReport, pen: Pen): string {
  const last = warnings.at(-1)?.warning;
  if (last === undefined) return eventId;
  const { eventName, hazard, hazardName, issuer, issuerName = issuer, issuedAt } = last;
  return eventNameShown(eventName, pen.language) ?? `${hazardTitle(hazard, pen.language, hazardName)}, ${issuerName}, ${pen.at(issuedAt)}`;
}

function headOf(report: EventReport, pen: Pen, links: ReportLinks | null): string {
  const { head, language } = pen.words;
  const open = report.deliveries.silent;
  const lines = [
    `${head.event}: ${report.eventId} · ${head.made} ${pen.at(report.at)}${report.only === null ? '' : ` · ${head.only}: ${report.only}`}`,
  ];
  return [
    ...lines.map(note),
    links === null
      ? ''
      : `<p class="links"><a href="${htmlText(links.list)}">${head.back}</a> · ${report.only === null ? '' : `<a href="${htmlText(links.whole)}">${head.whole}</a> · `}<a href="${htmlText(links.other)}" hreflang="${pen.language === 'vi' ? 'en' : 'vi'}">${language.other}</a></p>`,
    open === 0 ? '' : `<p class="box">${htmlText(pen.fill(head.open, { n: pen.count(open) }))}</p>`,
    report.retired === 0 ? '' : `<p class="box">${htmlText(pen.fill(head.retired, { n: pen.count(report.retired) }))}</p>`,
  ].join('\n');
}

function factsOf({ warnings, deliveries, ledger, supply }: EventReport, pen: Pen): string {
  const { facts } = pen.words;
  const { before, late, untold } = ledger.onset;
  const handed = supply.filter(({ clock }) => clock.handOverColour !== 'red').length;
  const all: readonly [string, string][] = [
    [pen.count(warnings.length), facts.warnings],
    [pen.count(deliveries.deliveries), facts.deliveries],
    [pen.count(deliveries.accepted), facts.accepted],
    [pen.count(deliveries.delivered), facts.delivered],
    [pen.share(before, before + late + untold), facts.before],
    [pen.duration(ledger.latency?.p50 ?? null), facts.half],
    [pen.duration(ledger.latency?.p95 ?? null), facts.most],
    ...(supply.length === 0 ? [] : [[`${pen.count(handed)} / ${pen.count(supply.length)}`, facts.bodies] as [string, string]]),
  ];
  return `<dl class="facts">${all.map(([value, name]) => `<div><dt>${htmlText(name)}</dt><dd>${htmlText(value)}</dd></div>`).join('')}</dl>`;
}

function eachSection(report: EventReport, pen: Pen, links: ReportLinks | null): string {
  const { each: words, head, coverage, stops } = pen.words;
  const rows = report.warnings.map((one): Cell[] => {
    const { id } = one.warning;
    const { ledger, deliveries } = one;
    const shown: Cell = links === null ? code(id) : { html: `<a class="code" href="${htmlText(links.warning(id))}">${htmlText(id)}</a>` };
    const onset = ledger?.onset;
    const failed = Object.values(deliveries.failed).reduce((sum, of) => sum + of, 0);
    return [
      shown,
      one.recalledAt !== null ? stops.recalled : one.cancelledBy !== null ? stops.cancelled : one.lapsedAt !== null ? stops.lapsed : '–',
      ...[deliveries.deliveries, deliveries.accepted, deliveries.delivered, failed, deliveries.silent].map(pen.count),
      onset === undefined ? '–' : pen.share(onset.before, onset.before + onset.late + onset.untold),
      ...[ledger?.latency?.p50, ledger?.latency?.p95, ledger?.latency?.max].map((seconds) => pen.duration(seconds ?? null)),
      ledger === null ? '–' : pen.count(ledger.retried),
    ];
  });
  const names = [
    head.warning,
    words.recalled,
    coverage.deliveries,
    coverage.accepted,
    coverage.delivered,
    coverage.failed,
    coverage.silent,
  ];
  const more = [words.before, words.p50, words.p95, words.max, words.retried];
  return section(
    words.title,
    ...(links === null ? [] : [note(words.note)]),
    table({ label: words.title, head: [...names, ...more], rows, numbers: 2 }),
  );
}
