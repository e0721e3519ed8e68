/** Bytes after which rows are handed on: the database enters them while the next ones are being made. */
const PIECE = 1 << 16;
/** `PGCOPY\n\377\r\n\0`, no flags, no extension of the header. */
const HEADER = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const TRAILER = Buffer.from([0xff, 0xff]);

/** Writes the values of a row, in the order of the columns. */
export interface CopyRow {
  null(): void;
  bool(value: boolean): void;
  int2(value: number): void;
  int8(value: number): void;
  text(value: string): void;
  jsonb(value: string): void;
  bytes(value: Uint8Array): void;
  /** Microseconds since 2000-01-01 UTC; `infinity` as such. */
  instant(value: string): void;
}

/** Rows in the binary form of COPY (PostgreSQL's documentation of COPY, "Binary Format"), in pieces. `write` writes all `columns` of a row. */
export function* copyRows<T>(rows: Iterable<T>, columns: number, write: (to: CopyRow, row: T) => void): Generator<Uint8Array> {
  const to = new Piece();
  to.raw(HEADER);
  for (const row of rows) {
    to.row(columns);
    write(to, row);
    if (to.size >= PIECE) yield to.take();
  }
  to.raw(TRAILER);
  yield to.take();
}

const MAX_INSTANT = Buffer.from('7fffffffffffffff', 'hex');
const TWO_TO_32 = 0x1_0000_0000;
/** 2000-01-01T00:00:00Z, milliseconds. */
const EPOCH_MS = 946_684_800_000;

class Piece implements CopyRow {
  #bytes = Buffer.allocUnsafeSlow(PIECE + (PIECE >> 2));
  #at = 0;

  get size(): number {
    return this.#at;
  }

  /** What was written since the last time. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#at);
    this.#bytes = Buffer.allocUnsafeSlow(PIECE + (PIECE >> 2));
    this.#at = 0;
    return taken;
  }

  row(columns: number): void {
    this.#room(2);
    this.#at = this.#bytes.writeInt16BE(columns, this.#at);
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  null(): void {
    this.#length(-1, 0);
  }

  bool(value: boolean): void {
    this.#length(1, 1);
    this.#at = this.#bytes.writeUInt8(value ? 1 : 0, this.#at);
  }

  int2(value: number): void {
    this.#length(2, 2);
    this.#at = this.#bytes.writeInt16BE(value, this.#at);
  }

  int8(value: number): void {
    this.#length(8, 8);
    this.#at = this.#bytes.writeInt32BE(Math.floor(value / TWO_TO_32), this.#at);
    this.#at = this.#bytes.writeUInt32BE(value >>> 0, this.#at);
  }

  text(value: string): void {
    this.#chars(value, 0);
  }

  jsonb(value: string): void {
    this.#chars(value, 1);
  }

  bytes(value: Uint8Array): void {
    this.#length(value.length, value.length);
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
  }

  instant(value: string): void {
    if (value === 'infinity') this.bytes(MAX_INSTANT);
    else this.int8((Date.parse(value) - EPOCH_MS) * 1_000);
  }

  /** `version`: the byte before a jsonb, 0 for none. */
  #chars(value: string, version: 0 | 1): void {
    // Three bytes are the most that a character takes.
    this.#room(5 + value.length * 3);
    const head = this.#at;
    this.#at += 4;
    if (version === 1) this.#at = this.#bytes.writeUInt8(1, this.#at);
    this.#at += this.#bytes.write(value, this.#at);
    this.#bytes.writeInt32BE(this.#at - head - 4, head);
  }

  #length(value: number, room: number): void {
    this.#room(4 + room);
    this.#at = this.#bytes.writeInt32BE(value, this.#at);
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow((this.#at + bytes) * 2);
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
