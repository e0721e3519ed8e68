import type { PlaceRef } from '../place-ref.ts';

/** Why a phrase was not read. */
export type UnreadReason =
  | 'empty'
  /** Words that are no name and no word of region phrases. */
  | 'unknown-words'
  | 'ambiguous-name'
  /** "From A to B" where no order of provinces holds both. */
  | 'no-order'
  /** "The areas named above", "the rest of": the phrase does not say which. */
  | 'refers-elsewhere'
  /** A river or station: no table says which communes it endangers. */
  | 'river'
  | 'nothing-named';

/**
 * Places of a phrase. `exact` is false where the data cannot tell apart what the phrase tells apart (the west of an unmerged
 * province, half a sea area): then `places` are wider than the phrase and `notes` say how. Only an exact reading may choose
 * whom to warn; the other serves to compare levels.
 */
export type RegionPhrase =
  | { ok: true; places: PlaceRef[]; exact: boolean; notes: string[] }
  | { ok: false; reason: UnreadReason; unread: string; nearest: string[] };

/** Thrown inside the reader and turned into its result; never leaves it. */
export class Unread extends Error {
  readonly reason: UnreadReason;
  readonly unread: string;
  readonly nearest: string[];
  constructor(reason: UnreadReason, unread: string, nearest: string[] = []) {
    super(reason);
    this.reason = reason;
    this.unread = unread;
    this.nearest = nearest;
  }
}

/** Places gathered while reading, with what was approximated. */
export class Reading {
  readonly places: PlaceRef[] = [];
  readonly notes: string[] = [];
  readonly #seen = new Set<string>();

  /** Adds places, each once. */
  add(...refs: readonly PlaceRef[]): void {
    for (const ref of refs) {
      const key = JSON.stringify(ref);
      if (!this.#seen.has(key)) this.places.push(ref);
      this.#seen.add(key);
    }
  }

  /** Records that the places are wider than the phrase, and where. */
  approximate(note: string): void {
    if (!this.notes.includes(note)) this.notes.push(note);
  }
}
