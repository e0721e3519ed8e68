import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

const RUNTIME = new URL('./index.ts', import.meta.url).href;

/** Runs `body` as the start of a process; it may use `lifecycle`, `runtime` and `z`. */
function run(body: string, env: Record<string, string> = {}) {
  const code = `import * as runtime from '${RUNTIME}'; import { z } from 'zod';
    await runtime.runProcess({ service: 'probe', env: process.env, start: async ({ lifecycle, env }) => {
      setInterval(() => undefined, 1000); ${body}
      console.log('started');
    } });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, ...env },
    cwd: new URL('..', import.meta.url),
  });
  let stderr = '';
  let stdout = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  const ended = once(child, 'close').then(([status]) => ({ status: Number(status), stderr, stdout }));
  const said = async (word: string) => {
    while (!stdout.includes(word)) await once(child.stdout, 'data');
  };
  return { child, ended, said };
}

describe('runProcess', { timeout: 60_000 }, () => {
  it('drains on SIGTERM and ends with 0', async () => {
    const { child, ended, said } = run(`lifecycle.push('db', () => console.log('closed'));`);
    await said('started');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ status: 0, stdout: 'started\nclosed\n' });
  });

  it('is forced to end by a second signal', async () => {
    const { child, ended, said } = run(`lifecycle.push('db', () => { console.log('closing'); return new Promise(() => undefined); });`);
    await said('started');
    child.kill('SIGTERM');
    await said('closing');
    child.kill('SIGINT');
    expect((await ended).status).toBe(130);
  });

  it('says in plain words what is missing from the configuration', async () => {
    const { ended } = run(`runtime.readConfig(z.object({ DATABASE_URL: runtime.address('postgres') }), env);`, {
      DATABASE_URL: '',
      LOA_TYPO: '1',
    });
    const { status, stderr } = await ended;
    expect(status).toBe(78);
    expect(stderr).toContain('probe cannot start:\nmissing addresses: DATABASE_URL\nLOA_TYPO: expected no such name\n');
  });

  it("says a refusal of Loa's own in plain words, without a stack", async () => {
    const { ended } = run(`throw Object.assign(new Error('the data directory is in use'), { code: 'data-dir-locked' });`);
    expect(await ended).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('probe cannot start:\nthe data directory is in use\n'),
    });
  });

  it('cleans up and ends with 1 when its start fails or a fault is not caught', async () => {
    const failing = run(`lifecycle.push('db', () => console.log('closed')); throw new Error('no broker');`);
    const faulty = run(`lifecycle.push('db', () => console.log('closed')); setTimeout(() => Promise.reject(new Error('bug')), 1);`);
    expect(await failing.ended).toMatchObject({ status: 1, stdout: 'closed\n' });
    expect(await faulty.ended).toMatchObject({ status: 1, stdout: 'started\nclosed\n' });
  });
});
