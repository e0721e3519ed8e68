import { runProcess } from '@loa/runtime';
import { start } from './start.ts';

await runProcess({ service: 'classifier', env: process.env, start });
