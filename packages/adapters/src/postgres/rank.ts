import { RANK } from '@loa/domain/delivery';

/** SQL for the rank of a state column or value; see RANK in the domain. */
export function rankOf(expression: string): string {
  const cases = Object.entries(RANK).map(([state, rank]) => `when '${state}' then ${rank}`);
  return `(case ${expression} ${cases.join(' ')} end)`;
}
