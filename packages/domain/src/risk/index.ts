export { type AssessResult, assess } from './assess.ts';
export * from './assessment.ts';
export type { Condition, DecisionTable, Fact, Facts, Interval, Row } from './decision-table.ts';
export { evaluate } from './evaluate.ts';
export { RULEBOOK, tableOf } from './rulebook.ts';
