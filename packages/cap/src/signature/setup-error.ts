/** What is wrong with a key, certificate, pin or document given to the signature code. */
export type SignatureSetupCode =
  | 'key-unreadable'
  | 'key-unsupported'
  | 'certificate-unreadable'
  | 'certificate-of-another-key'
  | 'not-an-alert'
  | 'subject-missing'
  | 'already-signed'
  | 'instruction';

/** Signing, or a pin, was set up with something that cannot work: a fault of configuration or of code, never of a foreign document. */
export class SignatureSetupError extends Error {
  override readonly name = 'SignatureSetupError';
  readonly code: SignatureSetupCode;
  constructor(code: SignatureSetupCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
