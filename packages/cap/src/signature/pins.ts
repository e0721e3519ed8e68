import { X509Certificate } from 'node:crypto';
import { SignatureSetupError } from './setup-error.ts';

/** A certificate that may sign for a sender: by itself, or by who issued it and whom it names. */
export type Pin =
  | {
      readonly kind: 'certificate';
      readonly sender: string;
      /** Lower-case hexadecimal. */
      readonly sha256: string;
    }
  | {
      readonly kind: 'issuer';
      readonly sender: string;
      readonly issuer: X509Certificate;
      /** DNS name, e-mail address or common name: a public issuer vouches for anybody, so it is never pinned without. */
      readonly subject: string;
    };

/**
 * Pins one certificate, given as PEM or as its SHA-256 in hexadecimal, colons allowed. Its dates do not count then: who pins it
 * decides. Throws {@link SignatureSetupError} `certificate-unreadable`.
 */
export function pinCertificate(sender: string, certificate: string): Pin {
  const hex = certificate.replaceAll(':', '').toLowerCase();
  return { kind: 'certificate', sender, sha256: /^[0-9a-f]{64}$/.test(hex) ? hex : sha256Of(readCertificate(certificate)) };
}

/**
 * Pins an issuer's certificate (PEM, a CA) and the one subject that it may name for this sender.
 * Throws {@link SignatureSetupError} `certificate-unreadable` or `subject-missing`.
 */
export function pinIssuer(sender: string, issuer: string, subject: string): Pin {
  const certificate = readCertificate(issuer);
  if (!certificate.ca) throw new SignatureSetupError('certificate-unreadable', `The issuer pinned for ${sender} is no CA certificate`);
  if (subject.trim() === '') throw new SignatureSetupError('subject-missing', `The issuer pinned for ${sender} comes without a subject`);
  return { kind: 'issuer', sender, issuer: certificate, subject };
}

/** Does a pin of the sender cover this certificate at that moment (milliseconds since 1970)? */
export function isPinned(certificate: X509Certificate, sender: string, pins: readonly Pin[], at: number): boolean {
  return pins.some((pin) => {
    if (pin.sender !== sender) return false;
    if (pin.kind === 'certificate') return pin.sha256 === sha256Of(certificate);
    const current = [certificate, pin.issuer].every((one) => one.validFromDate.getTime() <= at && at <= one.validToDate.getTime());
    return current && names(certificate, pin.subject) && certificate.checkIssued(pin.issuer) && certificate.verify(pin.issuer.publicKey);
  });
}

/** SHA-256 of a certificate's DER, lower-case hexadecimal. */
export function sha256Of(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
}

/** A PEM certificate. Throws {@link SignatureSetupError} `certificate-unreadable`. */
export function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new SignatureSetupError('certificate-unreadable', 'A certificate could not be read: expected PEM', { cause });
  }
}

function names(certificate: X509Certificate, subject: string): boolean {
  const commonName = certificate.subject.split('\n').includes(`CN=${subject}`);
  return commonName || certificate.checkHost(subject, { wildcards: false }) !== undefined || certificate.checkEmail(subject) !== undefined;
}
