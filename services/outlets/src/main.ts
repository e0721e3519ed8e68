import { runProcess } from '@loa/runtime';
import { start } from './start.ts';

await runProcess({ service: 'outlets', env: process.env, start });
