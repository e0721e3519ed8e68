import { type NamedPlace, nameOfPlaces, placesNamed, provinceByCode, provinceOf, provinces, type Unit } from '@loa/domain/place';
import { chooseTable, dateTime, renderTitle } from '@loa/domain/wording';
import { htmlText, inLanguage, pageHtml, siteFrame, type SiteLanguage } from '@loa/runtime';
import { itemState } from '../documents/feed-items.ts';
import type { Snapshot } from '../documents/standing.ts';
import { exerciseFrame } from './exercise-frame.ts';
import { FRONT_WORDS } from './front-words.ts';
import { LEVEL_STYLE, levelClass, levelWords, PUBLIC_LEVELS } from './level-style.ts';
import { type Enriched, mapPlace, scriptTag } from './screen-words.ts';
import { byProvince, type Listed, standingList } from './standing-list.ts';

export interface FrontWanted {
  readonly language: SiteLanguage;
  /** What was typed as a place; empty: none. */
  readonly q: string;
  /** Code of a present province; null: all. */
  readonly province: string | null;
}

/** Places of a warning that are named, and namesakes that are offered, at most. */
const NAMES_SHOWN = 8;
const NAMESAKES_SHOWN = 30;

const FEEDS = [
  ['application/atom+xml', 'cap.atom', 'Atom (CAP)'],
  ['application/rss+xml', 'cap.rss', 'RSS (CAP)'],
  ['application/feed+json', 'warnings.json', 'JSON Feed'],
  ['application/geo+json', 'warnings.geojson', 'GeoJSON'],
] as const;

/**
 * The page at `/`: what is in force, by level and province, for everybody; exercises stand in a frame of their own below it. It needs no script and no
 * other file; `enriched` adds a map, of exercises only where nothing real is in force anywhere.
 */
export function frontPage(
  { issued, exercises }: { readonly issued: Snapshot['issued']; readonly exercises: Snapshot['issued'] },
  at: string,
  wanted: FrontWanted,
  enriched: Enriched | null,
): string {
  const { language, province, q } = wanted;
  const words = FRONT_WORDS[language];
  const named = q === '' ? [] : placesNamed(q);
  const units = named.length === 0 ? null : new Set(named.flatMap((one) => one.units));
  const passes = (unit: Unit): boolean => (units === null || units.has(unit)) && (province === null || provinceOf(unit) === province);
  const listed = standingList(issued, at, passes, language);
  const [inForce, lapsed] = [listed.filter((one) => one.mark === null), listed.filter((one) => one.mark !== null)];
  const drills = standingList(exercises, at, passes, language).filter((one) => one.mark === null);
  const isQuiet = !issued.some((one) => itemState(one, at).kind === 'in-force');
  const ofDrills = isQuiet && exercises.some((one) => itemState(one, at).kind === 'in-force');
  const drillMap = ofDrills
    ? mapPlace(enriched, { levels: '/warnings/levels.json?status=Exercise', language, opens: 'at-once', exercise: true })
    : '';
  const drillLevels = PUBLIC_LEVELS.map((level) => levelSection(drills, level, language, DRILL));
  const body = [
    inForce.length === 0 ? emptyWords(wanted, named) : countWords(inForce, language),
    finder(wanted, named),
    ofDrills ? '' : mapPlace(enriched, { levels: '/warnings/levels.json', language, opens: 'at-once' }),
    ...PUBLIC_LEVELS.map((level) => levelSection(inForce, level, language)),
    lapsed.length === 0
      ? ''
      : `<section aria-labelledby="lapsed"><h2 id="lapsed">${words.lapsed}</h2><p>${words.lapsedNote}</p>${list(lapsed, language)}</section>`,
    q === '' && province === null ? provinceSection(issued, at, language) : '',
    drills.length === 0 && !ofDrills ? '' : exerciseFrame(`${drillMap}${drillLevels.join('\n')}`, language),
    `<div class="box"><p><a href="${inLanguage('/subscriptions', language)}"><strong>${words.signup}</strong></a></p></div>`,
    `<p class="quiet">${words.feeds}: ${FEEDS.map(([, name, label]) => `<a href="${inLanguage(`/feeds/${name}`, language)}">${label}</a>`).join(', ')}</p>`,
  ];
  const other = language === 'vi' ? 'en' : 'vi';
  const search = new URLSearchParams({ ...(q !== '' && { q }), ...(province !== null && { province }) }).toString();
  return pageHtml({
    language,
    title: words.title,
    head: `${scriptTag(enriched)}${FEEDS.map(
      ([type, name, label]) => `<link rel="alternate" type="${type}" title="${label}" href="${inLanguage(`/feeds/${name}`, language)}">\n`,
    ).join('')}`,
    frame: siteFrame({ language, here: 'warnings', otherLanguage: inLanguage(search === '' ? '/' : `/?${search}`, other) }),
    style: LEVEL_STYLE,
    body: body.filter(Boolean).join('\n'),
  });
}

function countWords(inForce: readonly Listed[], language: SiteLanguage): string {
  const words = FRONT_WORDS[language];
  const newest = inForce.map(({ warning }) => warning.issuedAt).reduce((a, b) => (a > b ? a : b));
  const count = new Set(inForce.map(({ warning }) => warning.id)).size;
  return `<p>${words.count(count)} ${words.newest} ${time(newest, language)}.</p>`;
}

function emptyWords({ language, q, province }: FrontWanted, named: readonly NamedPlace[]): string {
  const words = FRONT_WORDS[language];
  const holder = province === null ? undefined : provinceByCode(province);
  const places = [
    ...(named.length > 0 ? [named.length === 1 ? (named[0]?.label[language] ?? q) : `“${q}”`] : []),
    ...(holder === undefined ? [] : [language === 'vi' ? holder.name : holder.nameEn]),
  ];
  const none = places.length === 0 ? words.none : words.noneFor(places.join(', '));
  return `<div class="box"><p><strong>${htmlText(none)}.</strong></p><p>${words.notClear}</p></div>`;
}

function finder({ language, q, province }: FrontWanted, named: readonly NamedPlace[]): string {
  const words = FRONT_WORDS[language];
  const isUnknown = q !== '' && named.length === 0;
  const options = provinces().map(
    ({ code, name, nameEn }) =>
      `<option value="${code}"${code === province ? ' selected' : ''}>${htmlText(language === 'vi' ? name : nameEn)}</option>`,
  );
  const kept = language === 'vi' ? '' : '<input type="hidden" name="language" value="en">';
  return `<form class="box" method="get" action="/" role="search" aria-label="${words.find}">${kept}<div class="find">
<div><label for="q">${words.name}</label><p class="hint" id="q-hint">${words.hint}</p><input id="q" name="q" type="search" maxlength="100" value="${htmlText(q)}" aria-describedby="q-hint q-answer"${isUnknown ? ' aria-invalid="true"' : ''}></div>
<div><label for="province">${words.province}</label><select id="province" name="province"><option value="">${words.all}</option>${options.join('')}</select></div>
<button>${words.show}</button></div>
<div id="q-answer">${isUnknown ? `<p class="bad" role="alert">${htmlText(words.unknown(q))}</p>` : meantWords(q, named, language)}</div></form>`;
}

function meantWords(q: string, named: readonly NamedPlace[], language: SiteLanguage): string {
  const words = FRONT_WORDS[language];
  const [first, second] = named;
  if (first === undefined) return '';
  if (second === undefined) return `<p>${words.meant}: <strong>${htmlText(first.label[language])}</strong></p>`;
  const links = named.slice(0, NAMESAKES_SHOWN).map((one) => {
    const href = inLanguage(`/?${new URLSearchParams({ q: textOf(one) }).toString()}`, language);
    return `<li><a href="${htmlText(href)}">${htmlText(one.label[language])}</a></li>`;
  });
  return `<p>${htmlText(words.several(q))}</p><ul>${links.join('')}</ul>`;
}

/** What, typed, means that place. */
function textOf({ at, label }: NamedPlace): string {
  if ('code' in at) return at.code;
  if (at.kind === 'sea-area') return at.id;
  return label.vi.replace(/ cũ(?=,)/, '').replace(/, nay thuộc /, ', ');
}

/** Where in the page a section by level stands: its heading's rank, and what its id begins with. */
interface Standing {
  readonly rank: 2 | 3;
  readonly prefix: string;
}
const REAL: Standing = { rank: 2, prefix: '' };
const DRILL: Standing = { rank: 3, prefix: 'exercise-' };

function levelSection(
  inForce: readonly Listed[],
  level: Listed['level'],
  language: SiteLanguage,
  { rank, prefix }: Standing = REAL,
): string {
  const here = inForce.filter((one) => one.level === level);
  if (here.length === 0) return '';
  const id = `${prefix}level-${String(level ?? 'none')}`;
  const heading = `<h${rank} id="${id}" class="${levelClass(level)}">${levelWords(level, language)}</h${rank}>`;
  return `<section aria-labelledby="${id}">${heading}${list(here, language, rank)}</section>`;
}

const list = (all: readonly Listed[], language: SiteLanguage, under: 2 | 3 = 2): string =>
  `<ul class="warnings">${all.map((one) => itemOf(one, language, under)).join('\n')}</ul>`;

function itemOf({ warning, units, byLevel, onset, expiresAt, mark }: Listed, language: SiteLanguage, under: 2 | 3): string {
  const words = FRONT_WORDS[language];
  const { issuer, issuerName = issuer } = warning;
  const rank = under + 1;
  const places = byLevel.map(({ level, units: there }) => {
    const of = byLevel.length === 1 ? '' : ` (${level === null ? words.noLevel : words.level(level)})`;
    return `<p>${words.where}${of}: ${htmlText(nameOfPlaces(there, language, NAMES_SHOWN))}</p>`;
  });
  return `<li><h${rank}><a href="${inLanguage(`/warnings/${warning.id}`, language)}">${htmlText(renderTitle(warning, { language, units }))}</a></h${rank}>${mark === null ? '' : `<p class="mark">${htmlText(mark)}</p>`}
${places.join('\n')}
<p>${words.from} ${time(onset, language)} ${words.to} ${time(expiresAt, language)}</p>
<p class="quiet">${htmlText(issuerName)}, ${words.issued} ${time(warning.issuedAt, language)}</p></li>`;
}

function provinceSection(issued: Snapshot['issued'], at: string, language: SiteLanguage): string {
  const words = FRONT_WORDS[language];
  const found = byProvince(issued, at);
  if (found.size === 0) return '';
  const items = provinces().flatMap(({ code, name, nameEn }) => {
    const here = found.get(code);
    if (here === undefined) return [];
    const level = here.level === null ? words.noLevel : words.level(here.level);
    const label = `${language === 'vi' ? name : nameEn}: ${level} (${String(here.count)})`;
    return [`<li><a href="${htmlText(inLanguage(`/?province=${code}`, language))}">${htmlText(label)}</a></li>`];
  });
  return `<section aria-labelledby="provinces"><h2 id="provinces">${words.byProvince}</h2><ul class="provinces">${items.join('')}</ul></section>`;
}

const time = (instant: string, language: SiteLanguage): string =>
  `<time datetime="${htmlText(instant)}">${htmlText(dateTime(instant, chooseTable(language)))}</time>`;
