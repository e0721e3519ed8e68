import { type Database, issuersTable } from '@loa/adapters/postgres';
import { slug } from '@loa/domain/bulletin';
import { authority } from '@loa/domain/place';
import type { Issuer } from '@loa/domain/ports';
import { expectations } from '@loa/runtime';
import { z } from 'zod';
import { CommandRefused } from '../run-command.ts';

const issuers = z.array(z.strictObject({ id: slug, name: z.string().trim().min(1), authority, superior: slug.optional() }));

/** Registers the issuers of a JSON list, all or none, those that are known anew. Rejects with CommandRefused that names what does not fit. */
export async function registerIssuers(db: Database, text: string): Promise<Issuer[]> {
  const listed = inOrder(read(text));
  await db.transaction(async (tx) => {
    const table = issuersTable(tx);
    for (const one of listed) {
      if (one.superior !== undefined && (await table.get(one.superior)) === null)
        throw new CommandRefused(`${one.id}: superior: expected an issuer that is registered or listed, not ${one.superior}`);
      await table.put(one);
    }
  });
  return listed;
}

function read(text: string): Issuer[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CommandRefused('expected a JSON list of issuers');
  }
  const { success, data, error } = issuers.safeParse(value);
  if (!success)
    throw new CommandRefused(
      expectations(error)
        .map(({ path, expected }) => `${path}: ${expected}`)
        .join('\n'),
    );
  return data.map(({ superior, ...one }) => ({ ...one, ...(superior !== undefined && { superior }) }));
}

/** Whoever is above another before them. */
function inOrder(listed: readonly Issuer[]): Issuer[] {
  const byId = new Map(listed.map((one) => [one.id, one]));
  const ordered = new Set<Issuer>();
  const add = (one: Issuer, below: readonly string[]): void => {
    if (below.includes(one.id)) throw new CommandRefused(`${one.id}: superior: expected somebody who is not below it`);
    const above = one.superior === undefined ? undefined : byId.get(one.superior);
    if (above !== undefined) add(above, [...below, one.id]);
    ordered.add(one);
  };
  for (const one of listed) add(one, []);
  return [...ordered];
}
