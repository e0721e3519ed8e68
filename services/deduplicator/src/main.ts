import { runProcess } from '@loa/runtime';
import { start } from './start.ts';

await runProcess({ service: 'deduplicator', env: process.env, start });
