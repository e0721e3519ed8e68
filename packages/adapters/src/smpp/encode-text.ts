import { smsSize } from '@loa/domain/wording';
import smpp from 'smpp';

/**
 * How a text of several parts travels: `udh` puts a header before each part (3GPP TS 23.040, 9.2.3.24.1), `sar` says the same in
 * optional parameters (SMPP 3.4, 5.3.2.22), `payload` leaves the parting to the operator (5.3.2.32).
 */
export type LongMessages = 'udh' | 'sar' | 'payload';

/** The fields of one submit_sm that carry text. */
export interface TextFields {
  readonly data_coding: number;
  readonly short_message?: Buffer;
  readonly message_payload?: Buffer;
  readonly esm_class?: number;
  readonly sar_msg_ref_num?: number;
  readonly sar_total_segments?: number;
  readonly sar_segment_seqnum?: number;
}

/** data_coding (SMPP 3.4, 5.2.19). */
const SMSC_DEFAULT = 0x00;
const UCS2 = 0x08;
const UDH_INDICATOR = 0x40;
/** Octets of a part: septets go one to an octet over SMPP. */
const PART_OCTETS = { 'gsm-7': 153, 'ucs-2': 134 } as const;

/** A text in octets: one message, one that the operator parts, or parts. */
interface Encoded {
  readonly as: 'message' | 'payload' | 'parts';
  readonly data_coding: number;
  readonly octets: readonly Buffer[];
}

/** A text in as many submit_sm as it needs: GSM 7-bit where it fits that alphabet, UCS-2 otherwise. `reference` tells parts of one text from others. */
export function textFields(text: string, long: LongMessages, reference: number): readonly TextFields[] {
  const { as, data_coding, octets } = encodedText(text, long);
  if (as === 'message') return octets.map((short_message) => ({ data_coding, short_message }));
  if (as === 'payload') return octets.map((message_payload) => ({ data_coding, message_payload }));
  return octets.map((part, index) => {
    if (long === 'udh') {
      const header = Buffer.from([5, 0, 3, reference & 0xff, octets.length, index + 1]);
      return { data_coding, esm_class: UDH_INDICATOR, short_message: Buffer.concat([header, part]) };
    }
    const sar = { sar_msg_ref_num: reference & 0xffff, sar_total_segments: octets.length, sar_segment_seqnum: index + 1 };
    return { data_coding, short_message: part, ...sar };
  });
}

/** A warning has few texts, and many people are sent the same one. */
const known = new Map<string, Encoded>();
const MOST_KNOWN = 200;

function encodedText(text: string, long: LongMessages): Encoded {
  const key = `${long} ${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const { encoding, segments } = smsSize(text);
  const { coder, data_coding } =
    encoding === 'gsm-7' ? { coder: smpp.encodings.ASCII, data_coding: SMSC_DEFAULT } : { coder: smpp.encodings.UCS2, data_coding: UCS2 };
  const as = segments === 1 ? 'message' : long === 'payload' ? 'payload' : 'parts';
  const octets = as === 'parts' ? inParts(text, PART_OCTETS[encoding], (one) => coder.encode(one)) : [coder.encode(text)];
  const encoded = { as, data_coding, octets } as const;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, encoded);
  return encoded;
}

/** By characters, so that no escape and no surrogate pair is split. */
function inParts(text: string, most: number, encode: (character: string) => Buffer): Buffer[] {
  const parts: Buffer[][] = [];
  let room = 0;
  for (const character of text) {
    const bytes = encode(character);
    if (bytes.length > room) {
      parts.push([]);
      room = most;
    }
    room -= bytes.length;
    parts.at(-1)?.push(bytes);
  }
  return parts.map((part) => Buffer.concat(part));
}
