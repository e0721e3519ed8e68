/** How both drivers are told to hand out the types that they would decode differently. OIDs are those of pg_type. */
const INT8 = 20;
const FLOAT4 = 700;
const FLOAT8 = 701;
const NUMERIC = 1700;
const TIMESTAMPTZ = 1184;
const JSON_OID = 114;
const JSONB = 3802;
const BYTEA = 17;
const INT8_ARRAY = 1016;

const iso = (text: string): string => new Date(text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00')).toISOString();

const hexBytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.slice(2), 'hex'));

const numbers = (text: string): number[] => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number));

/** Text form of a value → what rows hold, by type OID. int8 beyond 2^53 would lose digits; Loa's counters stay far below. */
export const decoders: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: Number,
  [FLOAT4]: Number,
  [FLOAT8]: Number,
  [NUMERIC]: Number,
  [TIMESTAMPTZ]: iso,
  [JSON_OID]: (text) => JSON.parse(text) as unknown,
  [JSONB]: (text) => JSON.parse(text) as unknown,
  [BYTEA]: hexBytes,
  [INT8_ARRAY]: numbers,
};
