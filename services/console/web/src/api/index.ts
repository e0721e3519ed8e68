export * from './client.ts';
export { expectedWords } from './expected-words.ts';
export { useLostSince } from './connection.ts';
export * from './problem.ts';
export * from './problem-words.ts';
export { queryClient, SESSION_KEY } from './query.ts';
export * from './use-stream.ts';
