export { BROUGHT_FORWARD_HOURS, changeOf, isBroughtForward, isKeptHigher } from './change-of.ts';
export { contentKey } from './content-key.ts';
export { decideIssue, type IssueDecision, type WarningDraft } from './decide-issue.ts';
export { emptyEventState, type EventState, eventState } from './event-state.ts';
export { hazardsInForce } from './hazards-in-force.ts';
export { type Lapse, lapses } from './lapse.ts';
export { stateOf, type WarningState } from './state-of.ts';
export { strengthOf } from './unit-views.ts';
export * from './warning.ts';
