import type { Documents } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const PUT = `-- an official document; $1 issuer, $2 sha-256, $3 media type, $4 size, $5 bytes, $6 by, $7 at
insert into documents (issuer_id, sha256, media_type, size, bytes, given_by, given_at) values ($1, $2, $3, $4, $5, $6, $7)
on conflict do nothing`;

const HAS = `-- a row: the document is there, and is what it is said to be; $1 issuer, $2 sha-256, $3 media type, $4 size
select sha256 from documents where issuer_id = $1 and sha256 = $2 and media_type = $3 and size = $4`;

const BYTES = `-- $1 issuer, $2 sha-256
select bytes from documents where issuer_id = $1 and sha256 = $2`;

/** Official documents on PostgreSQL; see the port. */
export function documentsTable(db: Sql): Documents {
  return {
    async put(issuer, { sha256, mediaType, size }, { bytes, by, at }) {
      await db.query(PUT, [issuer, sha256, mediaType, size, bytes, by, at]);
    },
    has: async (issuer, { sha256, mediaType, size }) => (await db.query(HAS, [issuer, sha256, mediaType, size])).length > 0,
    async bytes(issuer, sha256) {
      const [row] = await db.query<{ bytes: Uint8Array }>(BYTES, [issuer, sha256]);
      return row?.bytes ?? null;
    },
  };
}
