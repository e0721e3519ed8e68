import type { Colour } from './colours.ts';

const escape = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${String(one.charCodeAt(0))};`);

export interface Page {
  readonly title: string;
  /** Above the issuer's own text; empty for none. */
  readonly mark: string;
  readonly own: string | null;
  readonly lines: readonly string[];
  readonly colour: Colour;
  /** BCP 47. */
  readonly language: string;
}

/** An e-mail as HTML: text alone, no image, no link, no script; everything that comes from outside is escaped. */
export function htmlOf({ title, mark, own, lines, colour, language }: Page): string {
  const marked = mark === '' ? '' : `<p><strong>${escape(mark)}</strong></p>\n`;
  const quoted = own === null ? '' : `<blockquote>${escape(own).replaceAll('\n', '<br>')}</blockquote>\n`;
  return `<!doctype html>
<html lang="${escape(language)}"><head><meta charset="utf-8"><title>${escape(title)}</title></head>
<body style="font-family:sans-serif;max-width:40em">
${marked}${quoted}<h1 style="font-size:1.2em;padding:.6em;background:${colour.css};color:${colour.ink}">${escape(title)}</h1>
${lines.map((line) => `<p>${escape(line)}</p>`).join('\n')}
</body></html>
`;
}
