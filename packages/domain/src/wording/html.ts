import type { Colour } from './colours.ts';

/** Text as HTML shows it. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${String(one.charCodeAt(0))};`);

export interface Page {
  readonly title: string;
  /** Above the issuer's own text; empty for none. */
  readonly mark: string;
  readonly own: string | null;
  readonly lines: readonly string[];
  /** Where the receipt is confirmed, below the lines. */
  readonly confirm: { readonly words: string; readonly link: string } | null;
  readonly colour: Colour;
  /** BCP 47. */
  readonly language: string;
}

/** An e-mail as HTML: text alone, no image, no script, no link but the one by which receipt is confirmed; everything that comes from outside is escaped. */
export function htmlOf({ title, mark, own, lines, confirm, colour, language }: Page): string {
  const marked = mark === '' ? '' : `<p><strong>${escapeHtml(mark)}</strong></p>\n`;
  const quoted = own === null ? '' : `<blockquote>${escapeHtml(own).replaceAll('\n', '<br>')}</blockquote>\n`;
  const confirmed =
    confirm === null ? '' : `\n<p>${escapeHtml(confirm.words)} <a href="${escapeHtml(confirm.link)}">${escapeHtml(confirm.link)}</a></p>`;
  return `<!doctype html>
<html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body style="font-family:sans-serif;max-width:40em">
${marked}${quoted}<h1 style="font-size:1.2em;padding:.6em;background:${colour.css};color:${colour.ink}">${escapeHtml(title)}</h1>
${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}${confirmed}
</body></html>
`;
}
