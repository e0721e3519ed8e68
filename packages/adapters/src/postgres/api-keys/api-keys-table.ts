import { createHash, randomBytes } from 'node:crypto';
import type { ApiKeys, KeyHolder } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const CREATE = `-- keeps a new key's hash; $1 hash, $2 role, $3 issuer or null, $4 label
insert into api_keys (hash, role, issuer_id, label) values ($1, $2, $3, $4)`;

const FIND = `-- the holder of a key that is not revoked; $1 hash
select array[role] as roles, issuer_id as issuer, label from api_keys where hash = $1 and revoked_at is null`;

const REVOKE = `-- a key is unknown from now on; $1 hash
update api_keys set revoked_at = now() where hash = $1 and revoked_at is null`;

/** API keys on PostgreSQL; see the port. */
export function apiKeysTable(db: Sql): ApiKeys {
  return {
    async create({ role, issuer, label }) {
      const key = randomBytes(32).toString('base64url');
      await db.query(CREATE, [createHash('sha256').update(key, 'utf8').digest('hex'), role, issuer, label]);
      return key;
    },
    async findKey(hash) {
      const [holder] = await db.query<KeyHolder>(FIND, [hash]);
      return holder ?? null;
    },
    async revoke(hash) {
      await db.query(REVOKE, [hash]);
    },
  };
}
