export { type AssessOptions, type AssessResult, assess } from './assess.ts';
export * from './assessment.ts';
export type { Condition, DecisionTable, Fact, Facts, FactSpec, Interval, Reading, Row, Words } from './decision-table.ts';
export { evaluate, type Provisional, provisional } from './evaluate.ts';
export { type HazardInForce, proposeRaises } from './propose-raises.ts';
export { conditionWords, rowWords } from './row-words.ts';
export { type ContestedHazard, ELSEWHERE, type Rulebook, tableOf } from './rulebook.ts';
export { rulebookOf, RULEBOOKS } from './rulebooks.ts';
export { intervalWords } from './words.ts';
