import { createHash } from 'node:crypto';
import type { Audit, AuditRow } from '@loa/domain/ports';

/** What a walk along the chain found: how many rows hold, and the first that does not. */
export type Checked =
  | { readonly ok: true; readonly rows: number }
  | { readonly ok: false; readonly rows: number; readonly number: number; readonly found: 'changed' | 'missing' | 'cut-off' };

const PAGE = 1_000;

/** Length and bytes of a part; see `audit_part` in the migrations. */
const part = (text: string | null): string => (text === null ? '-1:' : `${String(Buffer.byteLength(text))}:${text}`);

/** The hash of a row after the one with the hash `before`; SHA-256 as FIPS 180-4 has it. */
export function hashOf(before: string, { number, at, by, account, deed, subject, reason, detail }: Omit<AuditRow, 'hash'>): string {
  const parts = [before, String(number), at, by, account, deed, subject, reason, detail];
  return createHash('sha256').update(parts.map(part).join(''), 'utf8').digest('hex');
}

/**
 * Walks along the whole trail. `changed`: the row at `number` is not what was hashed, or does not follow the one before it. `missing`:
 * there is no such row, but later ones. `cut-off`: rows from there on are missing at the end. Rejects as the table does.
 */
export async function checkAudit(audit: Pick<Audit, 'after' | 'head'>): Promise<Checked> {
  // Before the rows: what is noted meanwhile comes after it.
  const head = await audit.head();
  let [rows, hash] = [0, ''];
  for (;;) {
    const page = await audit.after(rows, PAGE);
    for (const row of page) {
      if (row.number !== rows + 1) return { ok: false, rows, number: rows + 1, found: 'missing' };
      if (hashOf(hash, row) !== row.hash) return { ok: false, rows, number: row.number, found: 'changed' };
      [rows, hash] = [row.number, row.hash];
      if (rows === head.number && hash !== head.hash) return { ok: false, rows: rows - 1, number: rows, found: 'changed' };
    }
    if (page.length < PAGE) break;
  }
  return rows < head.number ? { ok: false, rows, number: rows + 1, found: 'cut-off' } : { ok: true, rows };
}
