import type { Warning } from '../warning/warning.ts';
import type { Facts } from './facts.ts';
import { hazardNames, say, tell, written } from './phrases.ts';
import type { Reader } from './reader.ts';
import { shortDateTime } from './when.ts';
import type { PhraseTable } from './table/phrase-table.ts';

/** What to do, strength by the response; after it what more to know, and to be ready to leave where leaving may be needed. */
export function adviceFor(
  warning: Warning,
  facts: Facts,
  table: PhraseTable,
): { main: string; ready: string | null; more: readonly string[] } {
  const { advice, monitor, leaving, sentences } = table.phrases;
  const own = advice[warning.hazard];
  const main = { Monitor: monitor, Prepare: own.prepare, Avoid: own.avoid, Shelter: own.shelter, Evacuate: own.avoid }[facts.response];
  const strong = facts.response === 'Avoid' || facts.response === 'Shelter';
  const ready = facts.response === 'Evacuate' || (own.leave && strong);
  // Advice on where to stay would gainsay the order.
  if (facts.leave !== null) return { main: leaving, ready: null, more: [] };
  return { main, ready: ready ? sentences.ready : null, more: own.more };
}

/** Who ordered people to leave, and when, or the tsunami warning that says it; null without either. Fits an SMS. */
export function orderSms({ leave }: Facts, table: PhraseTable): string | null {
  if (leave?.by !== 'order') return orderWords(leave, table, shortDateTime);
  const at = shortDateTime(leave.order.at, table);
  return say(table, 'order', { authority: written(leave.order.authority, table), at }) ?? say(table, 'orderShort', { at });
}

/** The same at any length; `at` writes an instant. */
export function orderWords(leave: Facts['leave'], table: PhraseTable, at: typeof shortDateTime): string | null {
  if (leave === null) return null;
  if (leave.by === 'tsunami-warning-3') return tell(table, 'orderTsunami');
  return tell(table, 'order', { authority: written(leave.order.authority, table), at: at(leave.order.at, table) });
}

/** What a text that takes a warning back says of it; null for any other. */
export function closingWords({ reason }: Reader, table: PhraseTable): string | null {
  return reason === 'narrowed' || reason === 'cancelled' || reason === 'ended' ? table.phrases.sentences[reason] : null;
}

/**
 * Every other hazard in force at the reader's places, by name, in any text that takes a warning back. Not known: that others
 * may be. None, and the danger is over: that one may go home when the commune says so.
 */
export function inForceWords({ reason, stillInForce }: Reader, table: PhraseTable): string | null {
  if (stillInForce === undefined) return table.phrases.sentences.othersInForce;
  if (stillInForce.length > 0)
    return (
      say(table, 'inForce', { hazards: namesOf(stillInForce, table, 0) }) ??
      say(table, 'inForce', { hazards: namesOf(stillInForce, table, 1) })
    );
  return reason === 'ended' ? table.phrases.sentences.noneInForce : null;
}

/** Names of hazards, each once: long, or short where a hazard's own name is too long for the sentence. */
function namesOf(hazards: NonNullable<Reader['stillInForce']>, table: PhraseTable, form: 0 | 1): string {
  return [...new Set(hazards.map((one) => hazardNames(one, table)[form]))].join('; ');
}
