export { publicCallbacks, type PublicCallbacksOptions } from './public-callbacks.ts';
export { hubSignature, newSigningSecret, type SignedCall, standardWebhookHeaders } from './sign.ts';
