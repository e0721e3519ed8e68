export { citizensByRule } from './citizens-by-rule.ts';
export { LONGEST_ASKED_S, LONGEST_BACK_OFF_S, type NextPoll, nextPoll, type PollRound } from './next-poll.ts';
export { type CapSource, capSource, capSourcesText, type CitizenRule } from './source.ts';
