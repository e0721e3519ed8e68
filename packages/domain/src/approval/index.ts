export {
  type Asked,
  decideHold,
  type Exceeded,
  HELD_FROM_LEVEL,
  type HoldDecision,
  type HoldQuestion,
  type HoldRules,
  LEAST_LEAD_HOURS,
  PASS_REASONS,
} from './decide-hold.ts';
export { type Extent, extent, extentOf, joined, placeOf } from './extent.ts';
export {
  ALONE_AFTER_MS,
  aloneFrom,
  ANSWER_REFUSALS,
  type Answerable,
  type Answerer,
  type AnswerRefusal,
  answerRefused,
  standOf,
} from './may-answer.ts';
export { nextCall } from './next-call.ts';
export { type Hold, type Later, type Outcome, silentAt, stillStanding } from './still-held.ts';
