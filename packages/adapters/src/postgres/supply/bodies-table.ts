import type { Channel } from '@loa/domain/audience';
import type { SupplyBodies } from '@loa/domain/ports';
import { dutyUnits, type SupplyBody, supplyBody, type SupplyContact } from '@loa/domain/supply';
import type { Addresses } from '../registry/index.ts';
import type { Database, Sql } from '../sql.ts';
import * as statements from './bodies-statements.ts';

type Sealed = Uint8Array | null;
type Row = Omit<SupplyBody, 'contacts'>;

interface ContactRow extends Pick<SupplyContact, 'id' | 'role' | 'hours'> {
  readonly bodyId: string;
  readonly email: Sealed;
  readonly phone: Sealed;
}

interface Known {
  readonly id: string;
  readonly email: number | null;
  readonly phone: number | null;
  readonly voice: number | null;
}

/** The supply list on PostgreSQL; see the port. Rejects with `SqlError`; `list` throws `AddressUnreadable`. */
export function supplyBodiesTable(db: Database, addresses: Addresses): SupplyBodies {
  return {
    async list() {
      const bodies = await db.query<Row>(statements.BODIES);
      const contacts = Map.groupBy(await db.query<ContactRow>(statements.CONTACTS), ({ bodyId }) => bodyId);
      return bodies.map((body) =>
        supplyBody.parse({
          ...body,
          contacts: (contacts.get(body.id) ?? []).map(({ id, role, hours, email, phone }) => ({
            ...{ id, role, hours },
            ...(email !== null && { email: addresses.open('email', email) }),
            ...(phone !== null && { phone: addresses.open('sms', phone) }),
          })),
        }),
      );
    },
    put: (body, by, now) =>
      db.transaction(async (tx) => {
        const { id, name, basis, duties, language, exercises, dutyChannel, standInChannel } = body;
        const own = [id, name, JSON.stringify(basis), JSON.stringify(duties), language, exercises, dutyChannel, standInChannel];
        await tx.query(statements.PUT_BODY, [...own, now, by]);
        const known = new Map((await tx.query<Known>(statements.KNOWN_CONTACTS, [id])).map((one) => [one.id, one]));
        const subscribers: number[] = [];
        for (const [position, contact] of body.contacts.entries()) {
          const before = known.get(contact.id);
          const on = (channel: Channel, address: string | undefined, known: number | null | undefined) =>
            subscriberFor(tx, addresses, { body, channel, address, id: known ?? null });
          const email = await on('email', contact.email, before?.email);
          const sms = await on('sms', contact.phone, before?.phone);
          const voice = await on('voice', isCalled(body) ? contact.phone : undefined, before?.voice);
          const values = [id, contact.id, position, contact.role, JSON.stringify(contact.hours), email, sms, voice];
          await tx.query(statements.PUT_CONTACT, values);
          subscribers.push(...[email, sms, voice].filter((one) => one !== null));
        }
        await tx.query(statements.CLEAR_UNITS, [subscribers]);
        await tx.query(statements.ADD_UNITS, [subscribers, dutyUnits(duties)]);
        await tx.query(statements.REMOVE_CONTACTS, [id, body.contacts.map((one) => one.id), now]);
      }),
    remove: (id, by, now) =>
      db.transaction(async (tx) => {
        const gone = await tx.query(statements.REMOVE_BODY, [id, now, by]);
        if (gone.length > 0) await tx.query(statements.REMOVE_CONTACTS, [id, [], now]);
        return gone.length > 0;
      }),
  };
}

const isCalled = ({ dutyChannel, standInChannel }: SupplyBody): boolean => dutyChannel === 'voice' || standInChannel === 'voice';

/** The subscriber of a contact on one channel: a new one, or the one it had, with the address that it has now. Null where it never had any. */
async function subscriberFor(
  tx: Sql,
  addresses: Addresses,
  of: { body: SupplyBody; channel: Channel; address: string | undefined; id: number | null },
): Promise<number | null> {
  const { body, channel, address, id } = of;
  if (address === undefined && id === null) return null;
  const sealed = address === undefined ? null : addresses.seal(channel === 'email' ? 'email' : 'sms', address);
  const own = [sealed?.sealed ?? null, sealed?.hash ?? null];
  const none = [null, null];
  const values = [body.language, body.exercises, ...(channel === 'email' ? [...own, ...none] : [...none, ...own]), channel === 'voice'];
  const updated = id === null ? [] : await tx.query<{ id: number }>(statements.SET_SUBSCRIBER, [...values, id]);
  const [row] = updated.length > 0 ? updated : await tx.query<{ id: number }>(statements.ADD_SUBSCRIBER, values);
  return row?.id ?? null;
}
