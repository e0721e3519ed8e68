/** A whole sentence of a text. `keep`: how important; null: never left out. */
export interface Part {
  readonly text: string;
  readonly keep: number | null;
}

/** A part, unless its sentence could not be filled. */
export function part(text: string | null, keep: number | null): Part[] {
  return text === null || text === '' ? [] : [{ text, keep }];
}

/**
 * The parts that fit, in reading order: first all that is never left out, then the others by importance; one that does not
 * fit is left out whole. No word and no instruction is ever cut.
 */
export function fitting(parts: readonly Part[], fits: (text: string) => boolean): string {
  const joined = (chosen: ReadonlySet<Part>): string =>
    parts
      .filter((one) => chosen.has(one))
      .map((one) => one.text)
      .join(' ');
  const chosen = new Set(parts.filter((one) => one.keep === null));
  const others = parts.filter((one) => one.keep !== null).toSorted((one, other) => (other.keep ?? 0) - (one.keep ?? 0));
  for (const one of others) {
    chosen.add(one);
    if (!fits(joined(chosen))) chosen.delete(one);
  }
  return joined(chosen);
}
