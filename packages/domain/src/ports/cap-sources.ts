import type { Hazard } from '../bulletin/hazard.ts';
import type { Instant } from '../time.ts';

/** What names a CAP message: sender, identifier and sent, the last as an instant whatever offset it was written with (CAP 1.2, 3.2.1). */
export interface CapIdentity {
  readonly sender: string;
  readonly identifier: string;
  readonly sent: Instant;
}

/** A message that becomes a bulletin. */
export interface CapOriginal extends CapIdentity {
  /** As whom its sender speaks: two issuers may have relayed one message. */
  readonly issuer: string;
  /** Of what the message says, as hexadecimal SHA-256: layout and encoding do not count. */
  readonly digest: string;
  /** The bytes that came. */
  readonly document: Uint8Array;
  readonly bulletinId: string;
  readonly eventId: string;
  readonly hazard: Hazard;
  /** The first message of its chain. */
  readonly first: CapIdentity;
  readonly findings: readonly { readonly element: string; readonly rule: string; readonly says: string }[];
}

/** What stands under a message's identity. */
export interface StandingOriginal extends Pick<CapOriginal, 'bulletinId' | 'eventId' | 'digest' | 'findings'> {
  /** Whether its bulletin was taken; if not, it may have been refused, or the process ended in between. */
  readonly taken: boolean;
}

/** A message that was taken, for those that refer to it. */
export type KnownOriginal = Pick<CapOriginal, 'sender' | 'identifier' | 'sent' | 'issuer' | 'bulletinId' | 'eventId' | 'hazard' | 'first'>;

/**
 * The CAP messages that became bulletins, as they came. Obligations:
 * - The content kept under an issuer and an identity never changes; what it was read as may, until its bulletin is taken.
 * - `known` answers with messages of every issuer, and of taken ones alone.
 */
export interface CapOriginals {
  /** Null when nothing stands there. */
  find(issuer: string, identity: CapIdentity): Promise<StandingOriginal | null>;
  known(identities: readonly CapIdentity[]): Promise<KnownOriginal[]>;
  /** Events that messages of an issuer were filed under, taken or not, among `events`. */
  filedUnder(issuer: string, events: readonly string[]): Promise<string[]>;
  /** `different`: another content stands under this identity. Of two at once one is kept. */
  keep(original: CapOriginal, at: Instant): Promise<'kept' | 'different'>;
  /** The bulletin of the message was taken. Idempotent. */
  markTaken(issuer: string, identity: CapIdentity, at: Instant): Promise<void>;
  /** The message that a bulletin was made of; null when it came otherwise. */
  document(bulletinId: string): Promise<Uint8Array | null>;
}
