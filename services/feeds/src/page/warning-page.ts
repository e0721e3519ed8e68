import { type Alert, backOf, blocksIn, type Info, type ItemState, markOf, riskOf, type ShownDifference, unitsOfArea } from '@loa/cap';
import type { IssuedWarning } from '@loa/domain/ports';
import type { Warning } from '@loa/domain/warning';
import { chooseTable, dateTime, renderTitle } from '@loa/domain/wording';
import { htmlText, inLanguage, pageHtml, siteFrame } from '@loa/runtime';
import { exerciseFrame } from './exercise-frame.ts';
import { type Enriched, mapPlace, scriptTag } from './screen-words.ts';
import { LEVEL_STYLE, levelClass, levelWords, type PublicLevel, publicLevel } from './level-style.ts';
import { everyPlace } from './every-place.ts';

export interface Page {
  readonly warning: Warning;
  readonly alert: Alert;
  readonly state: ItemState;
  readonly language: 'vi' | 'en';
  readonly publicUrl: string;
  readonly supersededBy: string | null;
  /** What other issuers say of its places. */
  readonly differs: readonly ShownDifference[];
  /** What it follows on, the newest first. */
  readonly earlier: readonly IssuedWarning[];
  /** Null: the page stands alone. */
  readonly enriched: Enriched | null;
}

const WORDS = {
  vi: {
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
    loudspeaker: 'Bài đọc loa, chữ lớn',
    official: 'Văn bản chính thức',
    outranks: 'Khi hai bên khác nhau, văn bản này có giá trị, không phải lời của Loa.',
    differs: 'Các nơi phát tin khác nhau về cấp rủi ro',
  },
  en: {
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
    loudspeaker: 'Text to be read out, large print',
    official: 'Official document',
    outranks: 'Where the two differ, this document holds, not the words of Loa.',
    differs: 'Issuers differ on the risk level',
  },
} as const;

const issuersOf = ({ issuer, issuerName = issuer, givenBy, givenByName = givenBy }: Warning): string =>
  givenByName === undefined ? issuerName : `${issuerName} (${givenByName})`;
const lines = (text: string): string => htmlText(text).replaceAll('\n', '<br>');
const time = (at: string, language: 'vi' | 'en'): string =>
  `<time datetime="${htmlText(at)}">${htmlText(dateTime(at, chooseTable(language)))}</time>`;

/** A warning as a page that needs no script and no other file: readable by a screen reader, on paper and on an old telephone. */
export function warningPage({ warning, alert, state, language, publicUrl, supersededBy, differs, earlier, enriched }: Page): string {
  const words = WORDS[language];
  const blocks = blocksIn(alert, language);
  const title = renderTitle(warning, { language });
  const map = htmlText(`${publicUrl}/warnings/${warning.id}/map.png?language=${language}`);
  const mark = state.kind === 'recalled' ? null : markOf({ state }, language);
  const other = language === 'vi' ? 'en' : 'vi';
  const link = (id: string): string => `<a href="${htmlText(inLanguage(`/warnings/${id}`, language))}">${htmlText(id)}</a>`;
  const alt = `${words.map}: ${title}`;
  const body = [
    mark === null ? '' : `<p class="mark" role="status">${htmlText(mark)}</p>`,
    `<p class="quiet">${words.issued}: ${time(warning.issuedAt, language)} · ${htmlText(issuersOf(warning))} · ${htmlText(warning.id)}</p>`,
    supersededBy === null ? '' : `<p class="box"><strong>${words.newer}: ${link(supersededBy)}</strong></p>`,
    officialOf(warning, language),
    ...sectionsOf(blocks, language),
    differs.length === 0
      ? ''
      : `<section class="block"><h2>${words.differs}</h2><ul>${differs.map(({ warning: id, says }) => `<li>${htmlText(says)} (${link(id)})</li>`).join('')}</ul></section>`,
    `<section class="block"><h2>${words.map}</h2><a href="${htmlText(inLanguage(`/warnings/${warning.id}/map.png`, language))}"><img src="${htmlText(inLanguage(`/warnings/${warning.id}/map.png`, language))}" width="1920" height="1080" loading="lazy" alt="${htmlText(alt)}"></a>${mapPlace(enriched, { levels: `/warnings/${warning.id}/levels.json`, language, opens: 'when-asked', exercise: warning.status === 'Exercise' })}</section>`,
    earlier.length === 0
      ? ''
      : `<section class="block"><h2>${words.earlier}</h2><ul>${earlier.map((one) => historyItem(one, language)).join('')}</ul></section>`,
    `<p><a href="${htmlText(inLanguage(`/warnings/${warning.id}/loudspeaker`, language))}">${words.loudspeaker}</a></p>`,
    `<p class="quiet">${words.data}: <a href="/warnings/${htmlText(warning.id)}.xml">CAP 1.2</a>, <a href="/warnings/${htmlText(warning.id)}.json">JSON</a></p>`,
  ];
  const said = body.filter(Boolean).join('\n');
  return pageHtml({
    language,
    title: mark === null ? title : `[${mark}] ${title}`,
    heading: title,
    head: `${scriptTag(enriched)}<link rel="alternate" type="application/cap+xml" href="${htmlText(`${publicUrl}/warnings/${warning.id}.xml`)}">\n<meta property="og:image" content="${map}">\n`,
    frame: siteFrame({ language, here: null, otherLanguage: inLanguage(`/warnings/${warning.id}`, other) }),
    style: LEVEL_STYLE,
    body: warning.status === 'Exercise' ? exerciseFrame(said, language) : said,
  });
}

function officialOf({ id, document }: Warning, language: 'vi' | 'en'): string {
  if (document === undefined) return '';
  const { official, outranks } = WORDS[language];
  const link = `<a href="/warnings/${htmlText(id)}/document">${htmlText(document.name)}</a>`;
  return `<p class="box"><strong>${official}:</strong> ${link} (${Math.ceil(document.size / 1024)} kB). ${outranks}</p>`;
}

/** A bulletin before this one: when, and what it said. */
function historyItem({ warning }: IssuedWarning, language: 'vi' | 'en'): string {
  const href = htmlText(inLanguage(`/warnings/${warning.id}`, language));
  return `<li>${time(warning.issuedAt, language)}: <a href="${href}">${htmlText(renderTitle(warning, { language }))}</a></li>`;
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
  const { heading, level } = headOf(block, language);
  const until = block.expires === null ? '' : ` ${words.to} ${time(block.expires, language)}`;
  const window = block.onset === null ? '' : `<p>${words.from} ${time(block.onset, language)}${until}</p>\n`;
  return `<section class="block"><h2 class="${levelClass(level)}">${htmlText(block.event)}. ${heading}</h2>
<p>${words.where}: ${htmlText(everyPlace(block.area.flatMap(unitsOfArea), language))}</p>
${window}${block.instruction === null ? '' : `<p><strong>${words.todo}:</strong> ${lines(block.instruction)}</p>\n`}${paragraphs.map((text) => `<p>${lines(text)}</p>\n`).join('')}</section>`;
}

/** What the block says, in words and colour. Everybody reads the page, so a level that nobody announced is not on it. */
function headOf(block: Info, language: 'vi' | 'en'): { heading: string; level: PublicLevel } {
  const back = backOf(block);
  if (back !== null) return { heading: WORDS[language].back[back], level: null };
  const { level: given, levelSource } = riskOf(block);
  const level = publicLevel(given, levelSource);
  return { heading: levelWords(level, language), level };
}
