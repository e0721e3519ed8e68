import { eventNameShown, hazardTitle } from '@loa/domain/bulletin';
import type { ReportedEvent } from '@loa/domain/ports';
import { htmlText, type PlainPage } from '@loa/runtime';
import type { Entrance, ReportLanguage } from '../words.ts';
import { penOf } from './context.ts';
import { type Cell, note, table } from './html.ts';
import { REPORT_STYLE } from './style.ts';
import { wayBack } from './way-back.ts';

/** The events of which there are reports, as a page. */
export function eventsPage(
  events: readonly ReportedEvent[],
  language: ReportLanguage,
  hrefs: { of(event: ReportedEvent): string; readonly other: string; readonly entrances: readonly Entrance[] },
): PlainPage {
  const pen = penOf(language);
  const { list, status, language: switchTo } = pen.words;
  const nameOf = ({ name, hazard }: ReportedEvent): string => eventNameShown(name, language) ?? hazardTitle(hazard, language);
  const rows = events.map((one): Cell[] => [
    { html: `<a href="${htmlText(hrefs.of(one))}">${htmlText(nameOf(one))}</a> <span class="quiet">${htmlText(one.eventId)}</span>` },
    status[one.status],
    ...[pen.at(one.firstIssuedAt), pen.at(one.lastIssuedAt), pen.count(one.warnings)],
  ]);
  const head = [list.event, list.status, list.first, list.last, list.warnings];
  const other = language === 'vi' ? 'en' : 'vi';
  return {
    language,
    title: list.title,
    style: REPORT_STYLE,
    ...wayBack(hrefs.entrances, pen),
    body: [
      `<p class="links"><a href="${htmlText(hrefs.other)}" hreflang="${other}">${switchTo.other}</a></p>`,
      rows.length === 0 ? note(list.none) : table({ label: list.title, head, rows, numbers: 4 }),
    ].join('\n'),
  };
}
