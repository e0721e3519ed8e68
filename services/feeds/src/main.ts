import { runProcess } from '@loa/runtime';
import { start } from './start.ts';

await runProcess({ service: 'feeds', env: process.env, start });
