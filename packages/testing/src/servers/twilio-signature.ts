import { createHmac } from 'node:crypto';

/**
 * `X-Twilio-Signature` of a form-encoded request: base64 of HMAC-SHA1 under the auth token over the full URL and every
 * parameter's name and value, sorted by name, joined without separators (Twilio, "Validating requests").
 */
export function twilioSignature(authToken: string, url: string, parameters: Readonly<Record<string, string>>): string {
  const text = Object.keys(parameters)
    .sort()
    .reduce((sum, name) => sum + name + (parameters[name] ?? ''), url);
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}
