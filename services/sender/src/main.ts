import { runProcess } from '@loa/runtime';
import { start } from './start.ts';

await runProcess({ service: 'sender', env: process.env, start });
