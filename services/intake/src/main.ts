import { runProcess } from '@loa/runtime';
import { start } from './start.ts';

await runProcess({ service: 'intake', env: process.env, start });
