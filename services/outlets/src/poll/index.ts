export { composePolling, type Polling, type PollPorts } from './compose.ts';
export { checkTransport, pollConfig, type PollSettings, pollSettings } from './config.ts';
export { type IntakeAsk, submitWith } from './intake-over-http.ts';
export type { IntakeAnswer, Submit } from './submitted-of.ts';
