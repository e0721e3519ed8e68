export { publicCallbacks, type PublicCallbacksOptions } from './public-callbacks.ts';
export { publicFetches } from './public-fetches.ts';
export { hubSignature, newSigningSecret, type SignedCall, standardWebhookHeaders } from './sign.ts';
