export * from './account.ts';
export * from './group-rights.ts';
export * from './own-path.ts';
export * from './session.ts';
