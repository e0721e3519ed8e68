/** The partition of a key: FNV-1a over its UTF-8 bytes (draft-eastlake-fnv), modulo the number of partitions. Never changes for a key. */
export function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(key, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % partitions;
}
