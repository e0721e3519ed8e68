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
  const gsm = isGsmText(text);
  const [single, part] = gsm ? [160, 153] : [70, 67];
  let [total, segments, room] = [0, 1, part];
  for (const one of text) {
    const width = widthOf(one, gsm);
    total += width;
    if (width > room) {
      segments += 1;
      room = part;
    }
    room -= width;
  }
  return { encoding: gsm ? 'gsm-7' : 'ucs-2', segments: total <= single ? 1 : segments };
}

/** Does a text fit into the first part of a longer message, which is in the GSM alphabet or not? */
export function fitsFirstPart(head: string, gsm: boolean): boolean {
  let width = 0;
  for (const one of head) width += widthOf(one, gsm);
  return width <= (gsm ? 153 : 67);
}

function isGsmText(text: string): boolean {
  for (const one of text) if (!isGsm(one)) return false;
  return true;
}

const widthOf = (character: string, gsm: boolean): number => (gsm ? (EXTENDED.has(character) ? 2 : 1) : character.length);
