import { describe, expect, test } from 'vitest';
import { leaksIn, linesByService } from './search-logs.ts';

const line = (fields: object): string => JSON.stringify({ level: 'info', service: 'sender', msg: 'attempt failed', ...fields });
const whatIn = (text: string, names: string[] = []): string[] => leaksIn(text, names).map((leak) => leak.what);

describe('the search of the logs', () => {
  test.each([
    [line({ reason: '550 <loa-17@example.com> refused' }), 'an e-mail address'],
    [line({ url: '/lookup?to=nguoi.nhan%40mail.example.com' }), 'an e-mail address'],
    ['a stack without JSON: người@thư.vn', 'an e-mail address'],
    [line({ reason: 'no route to +84912345678' }), 'an international number'],
    [line({ url: '/Messages.json?To=%2B999000000017' }), 'an international number'],
    [line({ reason: 'called 0912345678 twice' }), 'a number of Viet Nam'],
    [line({ number: 999000000017 }), 'a number of the invented registry'],
    [line({ err: { cause: { request: { detail: { to: 'somebody' } } } } }), 'the field "to"'],
    [line({ subscriber: { name: 'somebody' } }), 'the field "name"'],
  ])('finds what must not be there: %s', (text, what) => {
    expect(whatIn(`${line({})}\n${text}\n`)).toContain(what);
    expect(leaksIn(`${line({})}\n${text}\n`, [])[0]).toMatchObject({ line: 2, text });
  });

  test('finds a name wherever it stands', () => {
    expect(whatIn('station of the upper river says\n', ['upper river'])).toEqual(['the name "upper river"']);
  });

  test('lets ids, instants, counts, hashes and what was redacted pass', () => {
    const fields = { id: 'nchmf.storm.13-2025.0014', at: '2025-11-06T01:00:00.000+07:00', count: 1732360000000, hash: '0912345678abcdef' };
    const text = `${line(fields)}\n${line({ to: '[redacted]', err: { name: '[redacted]', message: 'refused [redacted]' } })}\nplain words\n`;
    expect(leaksIn(text, [])).toEqual([]);
  });

  test('counts the lines of each service', () => {
    const other = line({ service: 'fanout' });
    expect([...linesByService(`${line({})}\nno JSON\n${other}\n${line({})}\n`)]).toEqual([
      ['sender', 2],
      ['fanout', 1],
    ]);
  });
});
