/**
 * A parameter in PostgreSQL's text form, the same for both engines; null for null and undefined.
 * See `Sql` for what may be passed.
 */
export function encode(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  if (Array.isArray(value)) return encodeArray(value);
  return JSON.stringify(value);
}

function encodeArray(values: readonly unknown[]): string {
  return `{${values.map(encodeElement).join(',')}}`;
}

const NEEDS_ESCAPE = /["\\]/;

function encodeElement(value: unknown): string {
  // Ids, thousands at a time.
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return encodeArray(value);
  const text = encode(value);
  if (text === null) return 'NULL';
  return `"${NEEDS_ESCAPE.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`;
}

const BYTEA = 17;

/**
 * Like {@link encode}, with bytes, and arrays of bytes, in PostgreSQL's binary form: as digits they are twice as many, written here and read there.
 * For a client that sends a Buffer as binary.
 */
export function encodeForWire(value: unknown): Buffer | string | null {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return Array.isArray(value) && value.some((one) => one instanceof Uint8Array) && value.every(isBytesOrNull)
    ? encodeBytesArray(value)
    : encode(value);
}

const isBytesOrNull = (value: unknown): value is Uint8Array | null => value === null || value instanceof Uint8Array;

/** The layout of array_recv: dimensions, whether nulls are among them, type, length, first index, then each with its length. */
function encodeBytesArray(values: readonly (Uint8Array | null)[]): Buffer {
  const out = Buffer.allocUnsafe(values.reduce((sum, one) => sum + 4 + (one?.length ?? 0), 20));
  let at = 0;
  const int = (value: number): void => void (at = out.writeInt32BE(value, at));
  for (const value of [1, values.includes(null) ? 1 : 0, BYTEA, values.length, 1]) int(value);
  for (const one of values) {
    int(one?.length ?? -1);
    if (one === null) continue;
    out.set(one, at);
    at += one.length;
  }
  return out;
}
