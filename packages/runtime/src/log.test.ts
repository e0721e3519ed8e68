import { describe, expect, it } from 'vitest';
import { createLogger } from './log.ts';

function written(write: (log: ReturnType<typeof createLogger>) => void, level: 'info' | 'warn' = 'info'): string {
  let lines = '';
  write(createLogger({ service: 'sender', level, destination: { write: (line) => void (lines += line) } }));
  return lines;
}

describe('logger', () => {
  it('writes one JSON line with service, level and a constant message', () => {
    const line: unknown = JSON.parse(written((log) => log.info({ batch: 7 }, 'batch leased')));
    expect(line).toMatchObject({ service: 'sender', level: 'info', msg: 'batch leased', batch: 7 });
  });

  it('writes nothing below its level', () => {
    expect(written((log) => log.info('quiet'), 'warn')).toBe('');
  });

  it('redacts personal fields at the top and below', () => {
    const person = { email: 'a@example.com', phone: '+84912345678', name: 'Ai Đó', text: 'Lũ về' };
    const lines = written((log) => {
      log.info(person, 'one');
      log.info({ subscriber: person }, 'two');
      log.child({ batch: { subscriber: person } }).info('three');
    });
    expect(lines.match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(12);
    expect(lines).not.toMatch(/example\.com|84912345678|Ai Đó|Lũ về/);
  });

  it('cuts addresses and numbers out of the text of errors', () => {
    const err = new Error('550 <nguoi.nhan+1@mail.example.com> refused; +84912345678, 0912345678');
    const line = written((log) => log.error({ err }, 'attempt failed'));
    expect(line).not.toMatch(/example\.com|912345678/);
    expect(line).toContain('refused');
  });

  it('leaves ids, instants and hashes as they are', () => {
    const fields = { id: 'nchmf.storm.13-2025.0014', at: '2025-11-06T01:00:00.000Z', count: 1732360000000, hash: '0912345678abcdef' };
    expect(JSON.parse(written((log) => log.info(fields, 'x')))).toMatchObject(fields);
  });
});
