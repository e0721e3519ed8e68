import { type Alert, backOf, blocksIn, type Info, type ItemState, markOf, riskOf, type ShownDifference } from '@loa/cap';
import type { Warning } from '@loa/domain/warning';
import { chooseTable, type Colour, colourOf, dateTime, NO_COLOUR, renderHeadline } from '@loa/domain/wording';
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
    noLevel: 'Chưa công bố cấp rủi ro',
    back: { ended: 'Kết thúc loạt bản tin', narrowed: 'Không còn trong bản tin', cancelled: 'Đã hủy, bản tin trước phát nhầm' },
    where: 'Nơi',
    from: 'Từ',
    to: 'đến',
    todo: 'Việc cần làm',
    issued: 'Phát lúc',
    newer: 'Bản tin thay thế',
    earlier: 'Các bản tin trước',
    map: 'Bản đồ',
    data: 'Dữ liệu',
    other: 'English',
    differs: 'Các nơi phát tin khác nhau về cấp rủi ro',
  },
  en: {
    level: 'Disaster risk level',
    noLevel: 'No risk level announced',
    back: { ended: 'Series of bulletins ended', narrowed: 'No longer in the bulletin', cancelled: 'Cancelled, was issued in error' },
    where: 'Where',
    from: 'From',
    to: 'to',
    todo: 'What to do',
    issued: 'Issued',
    newer: 'Replaced by',
    earlier: 'Earlier bulletins',
    map: 'Map',
    data: 'Data',
    other: 'Tiếng Việt',
    differs: 'Issuers differ on the risk level',
  },
} as const;

const issuersOf = ({ issuer, issuerName = issuer, givenBy, givenByName = givenBy }: Warning): string =>
  givenByName === undefined ? issuerName : `${issuerName} (${givenByName})`;
const escape = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${String(one.charCodeAt(0))};`);
const lines = (text: string): string => escape(text).replaceAll('\n', '<br>');
const time = (at: string, language: 'vi' | 'en'): string =>
  `<time datetime="${escape(at)}">${escape(dateTime(at, chooseTable(language)))}</time>`;

/** A warning as a page that needs no script and no other file: readable by a screen reader, on paper and on an old telephone. */
export function warningPage({ warning, alert, state, language, publicUrl, supersededBy, differs }: Page): string {
  const words = WORDS[language];
  const blocks = blocksIn(alert, language);
  const title = renderHeadline(warning, { language });
  const map = escape(`${publicUrl}/warnings/${warning.id}/map.png?language=${language}`);
  const mark = state.kind === 'recalled' ? null : markOf({ state }, language);
  const other = language === 'vi' ? 'en' : 'vi';
  const link = (id: string): string => `<a href="${escape(`${publicUrl}/warnings/${id}?language=${language}`)}">${escape(id)}</a>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(mark === null ? title : `[${mark}] ${title}`)}</title>
<link rel="alternate" type="application/cap+xml" href="${escape(`${publicUrl}/warnings/${warning.id}.xml`)}">
<meta property="og:image" content="${map}">
<style>body{font:1.05rem/1.5 sans-serif;max-width:44rem;margin:0 auto;padding:1rem;color:#111;background:#fff}
section{border:1px solid #767676;border-radius:.3rem;margin:1rem 0;padding:0 1rem 1rem}h2{margin:0 -1rem;padding:.5rem 1rem;font-size:1.1rem}
.mark{border:.2rem solid #111;padding:.5rem 1rem;font-weight:bold}a{color:#0b4f9e}</style></head>
<body><main><h1>${escape(title)}</h1>
${mark === null ? '' : `<p class="mark" role="status">${escape(mark)}</p>\n`}<p>${words.issued}: ${time(warning.issuedAt, language)} · ${escape(issuersOf(warning))} · ${escape(warning.id)}</p>
${sectionsOf(blocks, language).join('\n')}
${differs.length === 0 ? '' : `<section><h2>${words.differs}</h2><ul>${differs.map(({ warning: id, says }) => `<li>${escape(says)} (${link(id)})</li>`).join('')}</ul></section>\n`}${supersededBy === null ? '' : `<p>${words.newer}: ${link(supersededBy)}</p>\n`}${warning.references.length === 0 ? '' : `<p>${words.earlier}: ${warning.references.map(link).join(', ')}</p>\n`}<p><a href="${map}">${words.map}</a> · ${words.data}: <a href="${escape(`${publicUrl}/warnings/${warning.id}.xml`)}">CAP 1.2</a>, <a href="${escape(`${publicUrl}/warnings/${warning.id}.json`)}">JSON</a> · <a hreflang="${other}" href="?language=${other}">${words.other}</a></p>
</main></body></html>
`;
}

/** One per block; a paragraph that stood in one before, such as the issuer's own text, is not said again. */
function sectionsOf(blocks: readonly Info[], language: 'vi' | 'en'): string[] {
  const said = new Set<string>();
  return blocks.map((block) => {
    const paragraphs = (block.description ?? '').split('\n\n').filter((text) => text !== '' && !said.has(text));
    for (const text of paragraphs) said.add(text);
    return sectionOf(block, paragraphs, language);
  });
}

function sectionOf(block: Info, paragraphs: readonly string[], language: 'vi' | 'en'): string {
  const words = WORDS[language];
  const { heading, colour } = headOf(block, language);
  const until = block.expires === null ? '' : ` ${words.to} ${time(block.expires, language)}`;
  const window = block.onset === null ? '' : `<p>${words.from} ${time(block.onset, language)}${until}</p>\n`;
  return `<section><h2 style="background:${colour.css};color:${colour.ink}">${escape(block.event)}. ${heading}</h2>
<p>${words.where}: ${escape(block.area.map((area) => area.areaDesc).join('; '))}</p>
${window}${paragraphs.map((text) => `<p>${lines(text)}</p>\n`).join('')}${block.instruction === null ? '' : `<p><strong>${words.todo}:</strong> ${lines(block.instruction)}</p>\n`}</section>`;
}

/** What the block says, in words and colour. Everybody reads the page, so a level that nobody announced is not on it. */
function headOf(block: Info, language: 'vi' | 'en'): { heading: string; colour: Colour } {
  const words = WORDS[language];
  const back = backOf(block);
  if (back !== null) return { heading: words.back[back], colour: NO_COLOUR };
  const { level: given, levelSource } = riskOf(block);
  const level = levelSource === 'announced' ? riskLevel.nullable().parse(given) : null;
  if (level === null) return { heading: words.noLevel, colour: NO_COLOUR };
  return { heading: `${words.level} ${String(level)}`, colour: colourOf(level) };
}
