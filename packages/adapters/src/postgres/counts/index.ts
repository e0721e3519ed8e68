export { fold } from './fold.ts';
export { type CountOfWarning, type Line, tally } from './tally.ts';
