import { hash } from 'node:crypto';

/** Full to this share, the tables grow. */
const FULL = 0.6;
const SMALLEST = 1 << 16;

/**
 * Keys met so far, each with the line where it was met: 12 bytes a key, as 53 bits of a hash and a line number: among three million keys
 * two are taken for the same in one file of two thousand.
 */
export class Seen {
  #hashes = new Float64Array(SMALLEST);
  #lines = new Uint32Array(SMALLEST);
  #count = 0;

  /** The line where a key was met before; null where this is the first time, and it is noted. */
  meet(key: string, line: number): number | null {
    if (this.#count >= this.#hashes.length * FULL) this.#grow();
    const bytes = hash('sha1', key, 'buffer');
    // Zero stands for an empty place.
    const hashed = bytes.readUIntBE(0, 6) * 32 + (bytes.readUInt8(6) & 30) + 1;
    const at = this.#place(hashed);
    if (this.#hashes[at] === hashed) return this.#lines[at] ?? 0;
    this.#put(at, hashed, line);
    this.#count += 1;
    return null;
  }

  #place(hashed: number): number {
    const size = this.#hashes.length;
    let at = hashed % size;
    while (this.#hashes[at] !== 0 && this.#hashes[at] !== hashed) at = (at + 1) % size;
    return at;
  }

  #put(at: number, hashed: number, line: number): void {
    this.#hashes[at] = hashed;
    this.#lines[at] = line;
  }

  #grow(): void {
    const [hashes, lines] = [this.#hashes, this.#lines];
    this.#hashes = new Float64Array(hashes.length * 2);
    this.#lines = new Uint32Array(lines.length * 2);
    hashes.forEach((hashed, at) => {
      if (hashed !== 0) this.#put(this.#place(hashed), hashed, lines[at] ?? 0);
    });
  }
}
