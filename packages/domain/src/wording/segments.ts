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

/** Is a character in the GSM 7-bit alphabet or its extension table? */
export function isGsm(character: string): boolean {
  return BASIC.has(character) || EXTENDED.has(character);
}

/** Encoding and number of segments of a text: GSM-7 160, 153 a part; UCS-2 70, 67 a part (3GPP TS 23.040). Pairs are never split. */
export function smsSize(text: string): SmsSize {
  const characters = Array.from(text);
  const gsm = characters.every(isGsm);
  const widths = characters.map((one) => widthOf(one, gsm));
  const [single, part] = gsm ? [160, 153] : [70, 67];
  const total = widths.reduce((sum, width) => sum + width, 0);
  const encoding = gsm ? 'gsm-7' : 'ucs-2';
  return { encoding, segments: total <= single ? 1 : parts(widths, part) };
}

/** Does a text fit into the first part of a longer message, which is in the GSM alphabet or not? */
export function fitsFirstPart(head: string, gsm: boolean): boolean {
  return Array.from(head).reduce((sum, one) => sum + widthOf(one, gsm), 0) <= (gsm ? 153 : 67);
}

const widthOf = (character: string, gsm: boolean): number => (gsm ? (EXTENDED.has(character) ? 2 : 1) : character.length);

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
