export { type Exercise, exerciseOf } from './exercise.ts';
export { hazardNamed } from './hazards.ts';
export { type ReadRecord, readRecord, type RegionLevel } from './read-record.ts';
export { type CorpusRecord, corpusRecord, type OfficialLevel } from './record.ts';
