import { type DecisionTable, type Rulebook, rulebookOf, rowWords } from '@loa/domain/risk';
import { type Clock, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

const query = z.object({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected a country as two capital letters (ISO 3166-1), such as VN')
    .default('VN'),
});

/** GET /api/rulebook?country=VN: the rulebook in force now. Law is public: no key is asked for. */
export function rulebookRoutes(http: FastifyInstance, clock: Clock): void {
  http.get('/api/rulebook', (request) => {
    const { country } = parseParameters(query, request.query);
    const found = rulebookOf(country, clock.now().toISOString());
    if (found === undefined) throw new Problem({ status: 404, code: 'no-rulebook', title: 'No rulebook is in force there' });
    return shown(found);
  });
}

function shown({ tables, ...rulebook }: Rulebook) {
  return { ...rulebook, tables: tables.map(shownTable) };
}

function shownTable(table: DecisionTable) {
  const { hazards, article, title, facts, note, rows } = table;
  const condition = (row: DecisionTable['rows'][number]) => ({ vi: rowWords(table, row, 'vi'), en: rowWords(table, row, 'en') });
  return { hazards, article, title, ...(note && { note }), facts, rows: rows.map((row) => ({ ...row, condition: condition(row) })) };
}
