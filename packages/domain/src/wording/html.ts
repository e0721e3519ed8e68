import type { Colour } from './colours.ts';

const escape = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${String(one.charCodeAt(0))};`);

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
  const marked = mark === '' ? '' : `<p><strong>${escape(mark)}</strong></p>\n`;
  const quoted = own === null ? '' : `<blockquote>${escape(own).replaceAll('\n', '<br>')}</blockquote>\n`;
  const confirmed =
    confirm === null ? '' : `\n<p>${escape(confirm.words)} <a href="${escape(confirm.link)}">${escape(confirm.link)}</a></p>`;
  return `<!doctype html>
<html lang="${escape(language)}"><head><meta charset="utf-8"><title>${escape(title)}</title></head>
<body style="font-family:sans-serif;max-width:40em">
${marked}${quoted}<h1 style="font-size:1.2em;padding:.6em;background:${colour.css};color:${colour.ink}">${escape(title)}</h1>
${lines.map((line) => `<p>${escape(line)}</p>`).join('\n')}${confirmed}
</body></html>
`;
}
