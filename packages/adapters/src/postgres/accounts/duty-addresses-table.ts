import type { DutyBook } from '@loa/domain/ports';
import type { Addresses } from '../registry/index.ts';
import type { Sql } from '../sql.ts';

const PUT = `-- where an account is called; $1 id, $2 number and $3 e-mail address, sealed or null
update accounts set duty_phone = $2, duty_email = $3 where id = $1 returning 1`;

const GET = `-- where an account is called, sealed; $1 id
select duty_phone as phone, duty_email as email from accounts where id = $1`;

type Sealed = Uint8Array | null;

/** Duty addresses of accounts on PostgreSQL; see the port. `of` rejects with `AddressUnreadable` where the key that sealed one is gone. */
export function dutyBookTable(db: Sql, addresses: Pick<Addresses, 'seal' | 'open'>): DutyBook {
  const sealed = (kind: 'sms' | 'email', address: string | null): Sealed =>
    address === null ? null : addresses.seal(kind, address).sealed;
  const opened = (kind: 'sms' | 'email', address: Sealed): string | null => (address === null ? null : addresses.open(kind, address));
  return {
    put: async (id, { phone, email }) => (await db.query(PUT, [id, sealed('sms', phone), sealed('email', email)])).length > 0,
    async of(id) {
      const [row] = await db.query<{ phone: Sealed; email: Sealed }>(GET, [id]);
      return { phone: opened('sms', row?.phone ?? null), email: opened('email', row?.email ?? null) };
    },
  };
}
