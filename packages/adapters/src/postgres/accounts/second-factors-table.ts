import type { SecondFactors } from '@loa/domain/ports';
import type { Addresses } from '../registry/index.ts';
import type { Database } from '../sql.ts';

const SECRETS = `-- the sealed secrets of an account; $1 id
select totp_secret as secret, totp_proposed as proposed from accounts where id = $1`;

const PROPOSE = `-- a secret that waits for its first code; $1 id, $2 sealed, $3 also where one is in force
update accounts set totp_proposed = $2 where id = $1 and (totp_secret is null or $3) returning 1`;

const CONFIRM = `-- the proposed secret is in force; $1 id, $2 step of the code that showed it
update accounts set totp_secret = totp_proposed, totp_proposed = null, totp_step = $2
where id = $1 and totp_proposed is not null returning 1`;

const RESEAL = `-- the secret by the first key; $1 id, $2 sealed, $3 as it was
update accounts set totp_secret = $2 where id = $1 and totp_secret = $3`;

const NEW_CODES = `-- recovery codes in place of the former ones; $1 id, $2 hashes
with gone as (delete from account_recovery_codes where account_id = $1 and hash <> all ($2::text[]))
insert into account_recovery_codes (account_id, hash) select $1, unnest($2::text[])`;

const USE_STEP = `-- a step counts once, and never one before it; $1 id, $2 step
update accounts set totp_step = $2 where id = $1 and totp_step < $2 returning 1`;

const USE_CODE = `-- a recovery code counts once; $1 id, $2 hash, $3 now
update account_recovery_codes set used_at = $3 where account_id = $1 and hash = $2 and used_at is null returning 1`;

const KIND = 'second-factor';

/** Second factors on PostgreSQL; see the port. Rejects with `AddressUnreadable` where the key that sealed a secret is gone. */
export function secondFactorsTable(db: Database, keys: Pick<Addresses, 'seal' | 'open' | 'keys'>): SecondFactors {
  const secrets = async (id: string) => {
    const [row] = await db.query<{ secret: Uint8Array | null; proposed: Uint8Array | null }>(SECRETS, [id]);
    return row ?? { secret: null, proposed: null };
  };
  const opened = (sealed: Uint8Array | null) => (sealed === null ? null : new Uint8Array(Buffer.from(keys.open(KIND, sealed), 'base64')));
  const sealedBy = (secret: Uint8Array): Uint8Array => keys.seal(KIND, Buffer.from(secret).toString('base64')).sealed;
  return {
    async secretOf(id) {
      const { secret } = await secrets(id);
      const plain = opened(secret);
      if (plain !== null && secret?.[0] !== keys.keys[0]) await db.query(RESEAL, [id, sealedBy(plain), secret]);
      return plain;
    },
    proposed: async (id) => opened((await secrets(id)).proposed),
    async propose(id, secret, { another }) {
      return (await db.query(PROPOSE, [id, sealedBy(secret), another])).length > 0;
    },
    confirm: (id, step, recoveryHashes) =>
      db.transaction(async (tx) => {
        if ((await tx.query(CONFIRM, [id, step])).length === 0) return false;
        await tx.query(NEW_CODES, [id, recoveryHashes]);
        return true;
      }),
    useStep: async (id, step) => (await db.query(USE_STEP, [id, step])).length > 0,
    useRecoveryCode: async (id, hash, now) => (await db.query(USE_CODE, [id, hash, now])).length > 0,
  };
}
