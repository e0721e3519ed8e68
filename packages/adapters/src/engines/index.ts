export { limiterOf } from './limiter-of.ts';
export { openRedisIfNamed } from './open-redis-if-named.ts';
export { openWorkerEngines, type WorkerEngines } from './open-worker-engines.ts';
