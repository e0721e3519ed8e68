/** GSM 03.38 default alphabet (3GPP TS 23.038, 6.2.1): one septet each. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension table (6.2.1.1): two septets each. */
const EXTENDED = new Set('\f^{}\\[~]|€');

export interface SmsSize {
  readonly encoding: 'gsm-7' | 'ucs-2';
  readonly segments: number;
}

/** Encoding and number of segments of a text: GSM-7 160, 153 a part; UCS-2 70, 67 a part (3GPP TS 23.040). Pairs are never split. */
export function smsSize(text: string): SmsSize {
  const characters = Array.from(text);
  const gsm = characters.every((one) => BASIC.has(one) || EXTENDED.has(one));
  const widths = characters.map((one) => (gsm ? (EXTENDED.has(one) ? 2 : 1) : one.length));
  const [single, part] = gsm ? [160, 153] : [70, 67];
  const total = widths.reduce((sum, width) => sum + width, 0);
  const encoding = gsm ? 'gsm-7' : 'ucs-2';
  return { encoding, segments: total <= single ? 1 : parts(widths, part) };
}

/** Does the text fit into the first part of a longer message, in the encoding of the whole? */
export function fitsFirstPart(head: string, whole: string): boolean {
  const { encoding } = smsSize(whole);
  const width = (one: string): number => (encoding === 'ucs-2' ? one.length : EXTENDED.has(one) ? 2 : 1);
  return Array.from(head).reduce((sum, one) => sum + width(one), 0) <= (encoding === 'ucs-2' ? 67 : 153);
}

function parts(widths: readonly number[], size: number): number {
  let [count, room] = [1, size];
  for (const width of widths) {
    if (width > room) {
      count += 1;
      room = size;
    }
    room -= width;
  }
  return count;
}
