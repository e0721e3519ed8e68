import type { PlaceAsked } from '@loa/domain/audience';
import { communes, type NamedPlace, nearestNames, placesNamed, provinces } from '@loa/domain/place';

/** More namesakes than this are not offered: the province is asked for. */
const MOST_CHOICES = 15;
export const MOST_PLACES = 30;

/** A line that somebody typed as a place. */
export interface TypedPlace {
  readonly text: string;
  /** What it may mean; none when there are too many. */
  readonly choices: readonly NamedPlace[];
  /** What it means: the only choice, or the one that was picked. */
  readonly chosen: NamedPlace | null;
  readonly fault: 'unknown' | 'choose' | 'too-many' | null;
  /** Of an unknown name: known ones like it. */
  readonly near: readonly string[];
}

/** The field in which one of several namesakes is picked; its value is the label. */
export const pickName = (text: string): string => `pick:${text}`;

/** Each line, or part between semicolons, once. */
export function typedPlaces(text: string, fields: Readonly<Record<string, string>>): TypedPlace[] {
  const lines = text.split(/[\n;]/).map((line) => line.trim().slice(0, 200));
  return [...new Set(lines.filter((line) => line !== ''))].map((line) => read(line, fields[pickName(line)]));
}

function read(text: string, picked: string | undefined): TypedPlace {
  const found = placesNamed(text);
  const [first, second] = found;
  const chosen = second === undefined ? (first ?? null) : (found.find(({ label }) => label.vi === picked) ?? null);
  if (first === undefined) return { text, choices: [], chosen, fault: 'unknown', near: nearestNames(text, allNames(), 3) };
  if (found.length > MOST_CHOICES && chosen === null) return { text, choices: [], chosen, fault: 'too-many', near: [] };
  return {
    text,
    choices: second === undefined ? [] : found.slice(0, MOST_CHOICES),
    chosen,
    fault: chosen === null ? 'choose' : null,
    near: [],
  };
}

let names: readonly string[] | undefined;
const allNames = (): readonly string[] => (names ??= [...new Set([...provinces(), ...communes()].map(({ name }) => name))]);

/** What is asked for, once every line means one place. */
export const placesOf = (typed: readonly TypedPlace[], until: string | null): PlaceAsked[] =>
  typed.flatMap(({ chosen }) => (chosen === null ? [] : [{ at: chosen.at, until }]));
