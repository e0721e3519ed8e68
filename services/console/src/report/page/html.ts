import { htmlText } from '@loa/runtime';

/** A cell: text, or HTML that is safe already. */
export type Cell = string | { readonly html: string };

/** A code in one piece, such as a warning's id. */
export const code = (id: string): Cell => ({ html: `<span class="code">${htmlText(id)}</span>` });

const inner = (cell: Cell): string => (typeof cell === 'string' ? htmlText(cell) : cell.html);

/** A table; the first column heads its row, `numbers` are columns of numbers from the one with that index on. */
export function table(of: { label: string; head: readonly string[]; rows: readonly (readonly Cell[])[]; numbers: number }): string {
  const kind = (at: number): string => (at >= of.numbers ? ' class="n"' : '');
  const head = of.head.map((name, at) => `<th scope="col"${kind(at)}>${htmlText(name)}</th>`).join('');
  // On a narrow screen a row stands as a card, with the head of a column beside its cell.
  const headOf = (at: number): string => ` data-head="${htmlText(of.head[at] ?? '')}"`;
  const rows = of.rows.map(([first = '', ...rest]) => {
    const cells = rest.map((cell, at) => `<td${kind(at + 1)}${headOf(at + 1)}><div>${inner(cell)}</div></td>`).join('');
    return `<tr><th scope="row">${inner(first)}</th>${cells}</tr>`;
  });
  return `<div class="wide table" tabindex="0" role="region" aria-label="${htmlText(of.label)}"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

/** A section of a report; whatever is empty is left out. */
export const section = (title: string, ...parts: readonly string[]): string =>
  `<section><h2>${htmlText(title)}</h2>\n${parts.filter((one) => one !== '').join('\n')}</section>`;

/** A picture, which scrolls by itself where a screen is too narrow for it. */
export const figure = (svg: string, label: string): string =>
  `<figure class="wide" tabindex="0" role="region" aria-label="${htmlText(label)}">${svg}</figure>`;

export const note = (words: string): string => `<p class="quiet">${htmlText(words)}</p>`;
