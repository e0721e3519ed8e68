export { expectedDeliveries, keyOf, type OraclePerson } from './expected.ts';
export { judge, type Judgement } from './judge.ts';
