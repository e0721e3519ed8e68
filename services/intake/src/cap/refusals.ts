import type { Finding, Refusal } from '@loa/cap';
import { type Expectation, Problem } from '@loa/runtime';

/** A problem's entry that also names the broken rule. */
export interface RuleBroken extends Expectation {
  readonly rule: string;
}

/** Refusals that mean that the bytes could not be read at all; the others mean that what they say is no message. */
const UNREADABLE: readonly Refusal['reason'][] = ['unknown-encoding', 'not-well-formed', 'doctype'];
const MOST_NAMED = 100;

/** A document that cannot be read as one CAP message: 413 where it is too large, 400 where it is no XML that may be parsed, else 422. */
export function unreadable({ reason, says }: Refusal): Problem {
  const status = reason === 'too-large' ? 413 : UNREADABLE.includes(reason) ? 400 : 422;
  const element = reason === 'no-sender' ? 'sender' : reason === 'unreadable-sent' ? 'sent' : '';
  return problem(status, `cap-${reason}`, 'The document is not a CAP message that can be taken', [{ element, rule: reason, says }]);
}

/** A message that becomes no bulletin: 422 with each element that stands in the way. */
export function noBulletin(findings: readonly Finding[]): Problem {
  return problem(422, 'cap-no-bulletin', 'The message cannot be taken as a bulletin', findings);
}

/** A problem document whose entries name elements of CAP and the rules that they break. */
export function problem(status: number, code: string, title: string, findings: readonly Finding[], more = {}): Problem {
  return new Problem({ status, code, title, errors: findings.slice(0, MOST_NAMED).map(broken), more });
}

const broken = ({ element, rule, says }: Finding): RuleBroken => ({ path: element, rule, expected: says.replace(/^expected /, '') });
