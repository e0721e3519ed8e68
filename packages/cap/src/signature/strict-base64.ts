/**
 * The octets of an `xs:base64Binary` value, white space left out; null unless the text is the one canonical spelling of them
 * (RFC 4648, 3.5): Node's own decoder passes over bad characters, padding and unused bits, so that many texts mean one value.
 */
export function strictBase64(text: string): Buffer | null {
  const packed = text.replace(/[ \t\r\n]+/g, '');
  const octets = Buffer.from(packed, 'base64');
  return packed !== '' && octets.toString('base64') === packed ? octets : null;
}
