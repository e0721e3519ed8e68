import { runProcess } from '@loa/runtime';
import { start } from './start.ts';

await runProcess({ service: 'sweeper', env: process.env, start });
