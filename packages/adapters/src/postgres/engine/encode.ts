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
