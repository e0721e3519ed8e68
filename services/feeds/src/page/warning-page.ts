import { type Alert, blocksIn, type Info, type ItemState, leadingOf, markOf, riskOf, type ShownDifference } from '@loa/cap';
import type { Warning } from '@loa/domain/warning';
import { colourOf, NO_COLOUR } from '@loa/domain/wording';
import { level as riskLevel } from '@loa/domain/bulletin';

export interface Page {
  readonly warning: Warning;
  readonly alert: Alert;
  readonly state: ItemState;
  readonly language: 'vi' | 'en';
  readonly publicUrl: string;
  readonly supersededBy: string | null;
  /** What other issuers say of its places. */
  readonly differs: readonly ShownDifference[];
}

const WORDS = {
  vi: {
    level: 'Rủi ro thiên tai cấp',
    noLevel: 'Chưa có cấp rủi ro',
    where: 'Nơi',
    from: 'Từ',
    to: 'đến',
    todo: 'Việc cần làm',
    issued: 'Phát lúc',
    newer: 'Bản tin thay thế',
    earlier: 'Các bản tin trước',
    data: 'Dữ liệu',
    other: 'English',
    differs: 'Các nơi phát tin khác nhau về cấp rủi ro',
  },
  en: {
    level: 'Disaster risk level',
    noLevel: 'No risk level yet',
    where: 'Where',
    from: 'From',
    to: 'to',
    todo: 'What to do',
    issued: 'Issued',
    newer: 'Replaced by',
    earlier: 'Earlier bulletins',
    data: 'Data',
    other: 'Tiếng Việt',
    differs: 'Issuers differ on the risk level',
  },
} as const;

const issuersOf = ({ issuer, issuerName = issuer, givenBy, givenByName = givenBy }: Warning): string =>
  givenByName === undefined ? issuerName : `${issuerName} (${givenByName})`;
const escape = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${String(one.charCodeAt(0))};`);
const lines = (text: string): string => escape(text).replaceAll('\n', '<br>');
const clocks = {
  vi: new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'medium', timeStyle: 'short' }),
};

/** A warning as a page that needs no script and no other file: readable by a screen reader, on paper and on an old telephone. */
export function warningPage({ warning, alert, state, language, publicUrl, supersededBy, differs }: Page): string {
  const words = WORDS[language];
  const blocks = blocksIn(alert, language);
  const title = leadingOf(blocks)?.headline ?? warning.id;
  const mark = state.kind === 'recalled' ? null : markOf({ state }, language);
  const other = language === 'vi' ? 'en' : 'vi';
  const link = (id: string): string => `<a href="${escape(`${publicUrl}/warnings/${id}?language=${language}`)}">${escape(id)}</a>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(mark === null ? title : `[${mark}] ${title}`)}</title>
<link rel="alternate" type="application/cap+xml" href="${escape(`${publicUrl}/warnings/${warning.id}.xml`)}">
<style>body{font:1.05rem/1.5 sans-serif;max-width:44rem;margin:0 auto;padding:1rem;color:#111;background:#fff}
section{border:1px solid #767676;border-radius:.3rem;margin:1rem 0;padding:0 1rem 1rem}h2{margin:0 -1rem;padding:.5rem 1rem;font-size:1.1rem}
.mark{border:.2rem solid #111;padding:.5rem 1rem;font-weight:bold}a{color:#0b4f9e}</style></head>
<body><main><h1>${escape(title)}</h1>
${mark === null ? '' : `<p class="mark" role="status">${escape(mark)}</p>\n`}<p>${words.issued}: ${clocks[language].format(new Date(warning.issuedAt))} · ${escape(issuersOf(warning))} · ${escape(warning.id)}</p>
${blocks.map((block) => sectionOf(block, language)).join('\n')}
${differs.length === 0 ? '' : `<section><h2>${words.differs}</h2><ul>${differs.map(({ warning: id, says }) => `<li>${escape(says)} (${link(id)})</li>`).join('')}</ul></section>\n`}${supersededBy === null ? '' : `<p>${words.newer}: ${link(supersededBy)}</p>\n`}${warning.references.length === 0 ? '' : `<p>${words.earlier}: ${warning.references.map(link).join(', ')}</p>\n`}<p>${words.data}: <a href="${escape(`${publicUrl}/warnings/${warning.id}.xml`)}">CAP 1.2</a>, <a href="${escape(`${publicUrl}/warnings/${warning.id}.json`)}">JSON</a> · <a hreflang="${other}" href="?language=${other}">${words.other}</a></p>
</main></body></html>
`;
}

function sectionOf(block: Info, language: 'vi' | 'en'): string {
  const words = WORDS[language];
  const risk = riskOf(block);
  const level = riskLevel.nullable().parse(risk.level);
  const colour = level === null ? NO_COLOUR : colourOf(level);
  const heading = level === null ? words.noLevel : `${words.level} ${String(level)}`;
  const time = (text: string | null): string =>
    text === null ? '' : `<time datetime="${escape(text)}">${clocks[language].format(new Date(text))}</time>`;
  return `<section><h2 style="background:${colour.css};color:${colour.ink}">${escape(block.event)}. ${heading}</h2>
<p>${words.where}: ${escape(block.area.map((area) => area.areaDesc).join('; '))}</p>
<p>${words.from} ${time(block.onset)} ${words.to} ${time(block.expires)}</p>
${block.description === null ? '' : `<p>${lines(block.description)}</p>\n`}${block.instruction === null ? '' : `<p><strong>${words.todo}:</strong> ${lines(block.instruction)}</p>\n`}</section>`;
}
