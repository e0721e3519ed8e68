export * from './changed-paths.ts';
export * from './chosen-levels.ts';
export * from './extended.ts';
export * from './next-bulletin.ts';
export * from './next-due.ts';
export * from './standing.ts';
