type Decode = (text: string) => unknown;

const asText: Decode = (text) => text;
const asNumber: Decode = (text) => Number(text);
const asBoolean: Decode = (text) => text === 't';
const asJson: Decode = (text) => JSON.parse(text) as unknown;
const asBytes: Decode = (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex'));
/** Sessions run in UTC, so the text is `2025-11-06 01:00:00.123456+00`. The rows of a batch share their times: the last one is kept. */
const asInstant = lastKept((text) =>
  text.endsWith('infinity') ? text : new Date(text.replace(' ', 'T').replace('+00', 'Z')).toISOString(),
);

function lastKept(decode: (text: string) => string): Decode {
  let last = { text: '', value: '' };
  return (text) => (text === last.text ? last : (last = { text, value: decode(text) })).value;
}

/** By type OID (`select oid, typname, typarray from pg_type`): the type's own decoder. */
const SCALARS: Record<number, Decode> = {
  16: asBoolean,
  17: asBytes,
  20: asNumber,
  21: asNumber,
  23: asNumber,
  26: asNumber,
  114: asJson,
  700: asNumber,
  701: asNumber,
  1184: asInstant,
  1700: asNumber,
  3802: asJson,
};

/** By array type OID: the OID of its elements. */
const ARRAYS: Record<number, number> = {
  1000: 16,
  1001: 17,
  1005: 21,
  1007: 23,
  1009: 25,
  1015: 1043,
  1016: 20,
  1021: 700,
  1022: 701,
  1028: 26,
  1185: 1184,
  1231: 1700,
  199: 114,
  3807: 3802,
};

/** The decoder of a type's text form; unknown types stay text. */
export function decoderOf(oid: number): Decode {
  const element = ARRAYS[oid];
  if (element === undefined) return SCALARS[oid] ?? asText;
  const decode = SCALARS[element] ?? asText;
  return (text) => parseArray(text, decode);
}

/** `{a,"b \"c\"",NULL,{d}}` with every element decoded. */
function parseArray(text: string, decode: Decode): unknown[] {
  let at = 0;
  const list = (): unknown[] => {
    const items: unknown[] = [];
    at += 1;
    while (text[at] !== '}') {
      if (text[at] === ',') at += 1;
      else if (text[at] === '{') items.push(list());
      else if (text[at] === '"') items.push(decode(quoted()));
      else items.push(bare());
    }
    at += 1;
    return items;
  };
  const quoted = (): string => {
    let out = '';
    for (at += 1; text[at] !== '"'; at += 1) {
      if (text[at] === '\\') at += 1;
      out += text[at] ?? '';
    }
    at += 1;
    return out;
  };
  const bare = (): unknown => {
    const start = at;
    while (text[at] !== ',' && text[at] !== '}') at += 1;
    const item = text.slice(start, at);
    return item === 'NULL' ? null : decode(item);
  };
  return list();
}
