export type { Alert, Area, Circle, Info, Named, Point, Reference, Resource } from './alert.ts';
export type { Finding } from './finding.ts';
