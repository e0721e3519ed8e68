export * from './need-table.ts';
export * from './strata.ts';
export * from './subscriber.ts';
export * from './tell-person.ts';
export * from './told-table.ts';
