/** Bytes of an encoded word: with the name of a field in front its line has 76 characters at most (RFC 2047, section 2). */
const MOST = 39;
/** Of UTF-8: `10xxxxxx` goes on with a character. */
const [LEADING_BITS, GOES_ON] = [0xc0, 0x80];

/** A text as encoded words (RFC 2047) of whole characters, one to a line; null of a text that may stand as it is. */
export function encodedWords(text: string): readonly string[] | null {
  if (!/[^ -~]|=\?/.test(text)) return null;
  const bytes = Buffer.from(text, 'utf8');
  const words: string[] = [];
  for (let from = 0; from < bytes.length;) {
    let to = Math.min(from + MOST, bytes.length);
    while (((bytes[to] ?? 0) & LEADING_BITS) === GOES_ON) to -= 1;
    words.push(`=?UTF-8?B?${bytes.toString('base64', from, to)}?=`);
    from = to;
  }
  return words;
}
