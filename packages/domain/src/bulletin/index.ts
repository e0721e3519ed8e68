export * from './bulletin.ts';
export * from './bulletin-type.ts';
export { capital } from './capital.ts';
export * from './event-name.ts';
export * from './hazard.ts';
export * from './official-document.ts';
export * from './parameters/index.ts';
export { type Submission, submission } from './submission.ts';
