import { ACCEPTED, RANK } from '@loa/domain/delivery';

/** SQL for the rank of a state column or value; see RANK in the domain. */
export function rankOf(expression: string): string {
  const cases = Object.entries(RANK).map(([state, rank]) => `when '${state}' then ${rank}`);
  return `(case ${expression} ${cases.join(' ')} end)`;
}

/** SQL list of the states of what a provider took. */
export const ACCEPTED_STATES = ACCEPTED.map((state) => `'${state}'`).join(', ');

/** SQL for when the operation that a provider took went on the wire; null where none was. `row`: of deliveries. */
export const HANDED_OVER_AT = (row: string): string =>
  `case when ${row}.state in (${ACCEPTED_STATES}) then coalesce(${row}.sent_at, ${row}.settled_at) end`;
