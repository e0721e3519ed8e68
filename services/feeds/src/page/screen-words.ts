import { htmlText, type SiteLanguage } from '@loa/runtime';

const WORDS = {
  vi: {
    map: 'Bản đồ',
    exercise: 'DIỄN TẬP',
    show: 'Mở bản đồ phóng to được',
    newer: 'Có thông tin mới.',
    reload: 'Xem',
    lost: 'Mất kết nối. Thông tin trên trang này có thể đã cũ.',
    failed: 'Máy này không vẽ được bản đồ. Mọi thông tin cũng có bằng chữ.',
    places: 'Chọn một tỉnh trên bản đồ để xem riêng.',
  },
  en: {
    map: 'Map',
    exercise: 'EXERCISE',
    show: 'Open a map that can be enlarged',
    newer: 'There is something new.',
    reload: 'Show it',
    lost: 'The connection is lost. What this page shows may be out of date.',
    failed: 'This device cannot draw the map. Everything is in words as well.',
    places: 'Choose a province on the map to see it alone.',
  },
} as const;

/** What the script of the screens adds to a page, and the words for it. Without a script it stays empty. */
export interface Enriched {
  /** Address of the script. */
  readonly script: string;
}

/** The head's part: the script, which is asked for once the page stands. */
export const scriptTag = (enriched: Enriched | null): string =>
  enriched === null ? '' : `<script type="module" src="${htmlText(enriched.script)}"></script>\n`;

/**
 * Where the map appears. `levels`: the address of what is coloured; `exercise`: it is practice, and says so; `opens`: at once where the device and its network are up to it, or when
 * asked for.
 */
export function mapPlace(
  enriched: Enriched | null,
  {
    levels,
    language,
    opens,
    exercise = false,
  }: { readonly levels: string; readonly language: SiteLanguage; readonly opens: 'at-once' | 'when-asked'; readonly exercise?: boolean },
): string {
  if (enriched === null) return '';
  const words = WORDS[language];
  const { places, exercise: practice, ...others } = words;
  const said = { ...others, ...(opens === 'at-once' && { places }), ...(exercise && { exercise: practice }) };
  const given = Object.entries(said).map(([name, text]) => `data-${name}="${htmlText(text)}"`);
  return `<div id="loa-map" hidden data-levels="${htmlText(levels)}" data-opens="${opens}" ${given.join(' ')}></div>`;
}

/** Rules of what the script adds. */
export const ENRICHED_STYLE = `#loa-map .map{height:min(60vh,30rem);margin:.75rem 0;border:1px solid var(--line);border-radius:.4rem;overflow:hidden}
.legend{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;padding:0;margin:.5rem 0;font-size:1rem}
.legend .level{padding-block:.15rem}
.news{position:sticky;top:0;z-index:5;background:var(--soft);border:2px solid currentColor;border-radius:.4rem;padding:.5rem 1rem;margin:.5rem 0;font-weight:700}
.news button{min-height:2.5rem;padding:.3rem 1rem;margin-inline-start:.75rem}
@media print{.map,.legend,.news,#loa-map{display:none}}
`;
