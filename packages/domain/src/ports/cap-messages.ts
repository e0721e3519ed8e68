/** CAP messages as published. Obligation: the first text kept for a warning is the one that every later call resolves with. */
export interface CapMessages {
  /** Those that are kept, by warning. */
  get(warningIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Keeps `xml` unless another was kept before; resolves with the one that is kept. */
  keep(warningId: string, xml: string): Promise<string>;
}
