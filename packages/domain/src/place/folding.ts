/**
 * A name without what spellings differ in: marks and their place (Hòa, Hoà), Unicode form, case, spaces,
 * punctuation, and the words "tỉnh", "thành phố", "TP" before it.
 */
export function foldName(name: string): string {
  return withoutMarks(name)
    .toLowerCase()
    .replace(/^\s*(tinh|thanh pho|tp)[\s.]+/, '')
    .replace(/[^a-z0-9]/g, '');
}

/** Vietnamese text in plain Latin letters: "Đắk Lắk" becomes "Dak Lak". */
export function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đð]/g, 'd').replace(/[ĐÐ]/g, 'D');
}

/** Least number of letters put in, taken out or changed that makes one text the other (Levenshtein). */
export function editDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = (previous[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      row.push(Math.min(change, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[other.length] ?? 0;
}

/** The `count` candidates nearest to what was given, nearest first. */
export function nearestNames(given: string, candidates: readonly string[], count: number): string[] {
  const folded = foldName(given);
  return candidates
    .map((name) => ({ name, distance: editDistance(folded, foldName(name)) }))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, count)
    .map(({ name }) => name);
}
