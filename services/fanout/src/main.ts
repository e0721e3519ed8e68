import { runProcess } from '@loa/runtime';
import { start } from './start.ts';

await runProcess({ service: 'fanout', env: process.env, start });
