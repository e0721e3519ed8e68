import type { CapIdentity, CapOriginals, KnownOriginal, StandingOriginal } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';
import { DOCUMENT, FILED_UNDER, FIND, KEEP, KNOWN, MARK_TAKEN } from './original-statements.ts';

interface KnownRow extends Omit<KnownOriginal, 'first'> {
  readonly first_sender: string;
  readonly first_identifier: string;
  readonly first_sent: string;
}

/** Messages in CAP on PostgreSQL; see the port. */
export function capOriginalsTable(db: Sql): CapOriginals {
  const named = ({ sender, identifier, sent }: CapIdentity, issuer: string): unknown[] => [sender, identifier, sent, issuer];
  return {
    async find(issuer, identity) {
      const [row] = await db.query<StandingOriginal>(FIND, named(identity, issuer));
      return row ?? null;
    },
    async known(identities) {
      if (identities.length === 0) return [];
      const rows = await db.query<KnownRow>(KNOWN, [
        identities.map((one) => one.sender),
        identities.map((one) => one.identifier),
        identities.map((one) => one.sent),
      ]);
      return rows.map(({ first_sender, first_identifier, first_sent, ...row }) => ({
        ...row,
        first: { sender: first_sender, identifier: first_identifier, sent: first_sent },
      }));
    },
    async filedUnder(issuer, events) {
      return (await db.query<{ id: string }>(FILED_UNDER, [issuer, events])).map((row) => row.id);
    },
    async keep(original, at) {
      const { issuer, digest, document, bulletinId, eventId, hazard, first, findings } = original;
      const rows = await db.query(KEEP, [
        ...named(original, issuer),
        ...[digest, document, bulletinId, eventId, hazard],
        ...[first.sender, first.identifier, first.sent],
        ...[JSON.stringify(findings), at],
      ]);
      return rows.length > 0 ? 'kept' : 'different';
    },
    async markTaken(issuer, identity, at) {
      await db.query(MARK_TAKEN, [...named(identity, issuer), at]);
    },
    async document(bulletinId) {
      const [row] = await db.query<{ document: Uint8Array }>(DOCUMENT, [bulletinId]);
      return row?.document ?? null;
    },
  };
}
