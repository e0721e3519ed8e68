import type { SpokenContent } from '@loa/domain/ports';

/** How long a key is waited for after each time that it is asked for, seconds. */
const KEY_WITHIN_S = 8;

/**
 * What Twilio does in a call (https://www.twilio.com/docs/voice/twiml): says or plays, and where a key is asked for gathers one digit, twice,
 * then ends. A key pressed while it speaks counts as well. `keyUrl`: where it is told of the key; null: nowhere, so none is asked for.
 */
export function twimlOf({ text, recording, askForKey }: SpokenContent, language: string, keyUrl: string | null): string {
  const tag = language === 'vi' ? 'vi-VN' : language;
  const said = recording === null ? sayTag(text, tag) : `<Play>${escaped(recording)}</Play>`;
  if (askForKey === null || keyUrl === null) return `<Response>${said}</Response>`;
  const gather = `<Gather input="dtmf" numDigits="1" timeout="${KEY_WITHIN_S}" action="${escaped(keyUrl)}" method="POST">${said}${sayTag(askForKey, tag)}</Gather>`;
  return `<Response>${gather}${gather}</Response>`;
}

/** What Twilio says after a key, and hangs up. */
export const twimlSaying = (text: string, language: string): string =>
  `<Response>${sayTag(text, language === 'vi' ? 'vi-VN' : language)}<Hangup/></Response>`;

const sayTag = (text: string, tag: string): string => `<Say language="${escaped(tag)}">${escaped(text)}</Say>`;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
