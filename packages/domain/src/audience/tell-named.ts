import { type Telling, tellPerson, type TellQuestion } from './tell-person.ts';

/** Why somebody has no row of an exercise; the gate's word for a row that there is all the same. */
export const NOT_NAMED = 'exercise-not-named';

/**
 * {@link tellPerson} where messages reach people: of an exercise those alone are told who are named for it. A row for each of the others would be
 * written, sent for and held back at the gate, a million times for nobody.
 */
export function tellNamed(question: TellQuestion): Telling {
  const isForThem = question.warning.status !== 'Exercise' || question.person.exercises;
  return isForThem ? tellPerson(question) : { tell: false, reason: NOT_NAMED, replaces: [] };
}
