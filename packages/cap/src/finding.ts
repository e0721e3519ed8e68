/** A rule that a CAP document breaks. */
export interface Finding {
  /** Path of the element: `info[0].area[1].polygon[0]`; empty for the document itself. */
  readonly element: string;
  /** Short and stable: `polygon-not-closed`. */
  readonly rule: string;
  /** One English sentence: what was expected, and what stands there. */
  readonly says: string;
}
