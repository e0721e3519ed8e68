import { runProcess } from '@loa/runtime';
import { start } from './start.ts';

await runProcess({ service: 'console', env: process.env, start });
