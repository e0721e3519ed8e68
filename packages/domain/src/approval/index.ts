export {
  type Asked,
  decideHold,
  type Exceeded,
  type HoldDecision,
  type HoldQuestion,
  type HoldRules,
  PASS_REASONS,
} from './decide-hold.ts';
export { dutyAddresses, type DutyAddresses } from './duty-addresses.ts';
export { type Extent, extent, extentOf, joined, placeOf } from './extent.ts';
export { aloneFrom, type Answerable, type Answerer, type AnswerRefusal, answerRefused, standOf } from './may-answer.ts';
export { nextCall } from './next-call.ts';
export { type Hold, type Later, type Outcome, silentAt, stillStanding } from './still-held.ts';
