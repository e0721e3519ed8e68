export * from './body.ts';
export * from './clock.ts';
export { dutyUnits } from './duty-units.ts';
export { type DutyHours, isOnDuty } from './hours.ts';
export * from './may-confirm.ts';
export * from './next-step.ts';
export { type DutyReason, type OnDuty, onDuty } from './on-duty.ts';
export { isFollowUp, type NotConcerned, type Opening, opening, openingsOf } from './openings.ts';
