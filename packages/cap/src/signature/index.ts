export { pinCertificate, pinIssuer, type Pin } from './pins.ts';
export { decideSignature, type SignatureDecision, type SignaturePolicy } from './policy.ts';
export { SignatureSetupError, type SignatureSetupCode } from './setup-error.ts';
export { sign, type SigningKey } from './sign.ts';
export { type Trust, verify } from './verify.ts';
export type { NotValid, SignatureFault, Valid, Verification } from './verification.ts';
