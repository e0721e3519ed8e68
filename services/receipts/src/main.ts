import { runProcess } from '@loa/runtime';
import { start } from './start.ts';

await runProcess({ service: 'receipts', env: process.env, start });
