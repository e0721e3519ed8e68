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
    const hashed = hashOf(key);
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

/**
 * 53 bits of a string, never 0, which stands for an empty place: two multiplicative hashes of 32 bits side by side, each mixed with the other at
 * its end (the finalizer of MurmurHash3). A tenth of what SHA-1 takes.
 */
function hashOf(key: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < key.length; at += 1) {
    const code = key.charCodeAt(at);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (low & 0x1fffff) * 0x1_0000_0000 + (high >>> 0) || 1;
}
