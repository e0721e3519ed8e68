import type { Instant } from '../time.ts';

/** What one shift leaves to the next, as it stood when who leaves signed it. */
export interface HandoverContent {
  readonly pauses: readonly { readonly channel: string; readonly lane: string | null; readonly reason: string; readonly until: Instant }[];
  readonly steerings: readonly { readonly provider: string; readonly kind: string; readonly reason: string; readonly until: Instant }[];
  /** Bulletins that wait for a second person. */
  readonly held: readonly { readonly id: string; readonly since: Instant }[];
  /** Bodies of the supply list that have not confirmed. */
  readonly unconfirmed: readonly { readonly warning: string; readonly body: string; readonly name: string; readonly colour: string }[];
  /** How many agencies and relays outside that list have not confirmed, of how many asked, and where; absent in what was signed before these were kept. */
  readonly unconfirmedReceivers?: readonly {
    readonly warning: string;
    readonly asked: number;
    readonly unconfirmed: number;
    readonly places: readonly { readonly name: string; readonly unconfirmed: number }[];
  }[];
  /** Warnings in force by when they run out: by then their series is due to speak again. */
  readonly nextDue: readonly { readonly warning: string; readonly series: string; readonly at: Instant }[];
  /** Recalled, with nothing said since to those who were told. */
  readonly openRecalls: readonly { readonly warning: string; readonly at: Instant; readonly reason: string }[];
  readonly deadLetters: number;
}

export interface Signature {
  readonly account: string;
  readonly by: string;
  readonly at: Instant;
}

export interface Handover {
  readonly id: number;
  readonly content: HandoverContent;
  readonly note: string;
  readonly given: Signature;
  /** Null: nobody has taken over yet. */
  readonly taken: (Signature & { readonly note: string | null }) | null;
}

/** Hand-overs of shifts. Obligation: each is taken once, by another account than the one that gave it. */
export interface Handovers {
  /** Newest first. */
  list(before: number | null, limit: number): Promise<Handover[]>;
  get(id: number): Promise<Handover | null>;
  give(content: HandoverContent, note: string, by: Omit<Signature, 'at'>, now: Instant): Promise<Handover>;
  /** Null where it was taken already, or was given by the same account. */
  take(id: number, note: string | null, by: Omit<Signature, 'at'>, now: Instant): Promise<Handover | null>;
}
