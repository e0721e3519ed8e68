import { runProcess } from '@loa/runtime';
import { start } from './start.ts';

await runProcess({ service: 'signup', env: process.env, start });
