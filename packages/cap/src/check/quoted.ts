const SHOWN = 80;

/** Foreign text in a finding: one line, cut, so that a hostile document cannot fill a log or a screen. */
export function quoted(text: string): string {
  const line = text
    .slice(0, SHOWN * 4)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > SHOWN || text.length > SHOWN * 4 ? `${line.slice(0, SHOWN)}…` : line;
}
