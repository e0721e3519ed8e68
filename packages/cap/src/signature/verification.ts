/**
 * Why an alert's signature does not count.
 * `malformed`: not well-formed, a DOCTYPE, or no alert at the root · `unsigned`: no signature at all · `wrapped`: what is signed is
 * not the alert that a reader would take · `unsupported`: another shape or algorithm than ours · `malformed-signature`: unreadable
 * values or certificate · `tampered`: digest or signature value do not fit · `unknown-certificate`: intact, by somebody who is
 * not pinned for this sender.
 */
export type SignatureFault =
  'malformed' | 'unsigned' | 'wrapped' | 'unsupported' | 'malformed-signature' | 'tampered' | 'unknown-certificate';

/** A verdict that is not `valid`, with one English sentence: what was expected, and what stands there. */
export interface NotValid {
  readonly verdict: SignatureFault;
  readonly says: string;
}

/** An intact signature of a certificate that is pinned for the alert's sender. */
export interface Valid {
  readonly verdict: 'valid';
  /** The alert as it was signed, canonical, without its signature: the only text that may be read further. */
  readonly signed: string;
  /** CAP `sender` of {@link signed}. */
  readonly sender: string;
  /** SHA-256 of the signing certificate, lower-case hexadecimal. */
  readonly certificate: string;
}

export type Verification = Valid | NotValid;
