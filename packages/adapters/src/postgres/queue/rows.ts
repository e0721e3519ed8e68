import type { z } from 'zod';
import type { Sql } from '../sql.ts';

/** The rows of a statement, each read by `schema`. Rejects with SqlError, or ZodError where a row is not what was expected. */
export async function rows<S extends z.ZodType>(
  sql: Sql,
  schema: S,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<z.output<S>[]> {
  return (await sql.query(text, parameters)).map((row) => schema.parse(row));
}
