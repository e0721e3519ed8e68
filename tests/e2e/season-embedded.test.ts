import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, readCap, readFeed } from '@loa/cap';
import { openPglite, replayLedgerTable } from '@loa/adapters/postgres';
import { communeOf } from '@loa/domain/place';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ledgerOf, PEOPLE, type Run, runSeason } from './run-season.ts';

const folder = mkdtempSync(join(tmpdir(), 'loa-season-'));
const out = join(folder, 'out');
const run = (...flags: string[]): Promise<Run> => runSeason({ LOA_DATA_DIR: join(folder, 'data'), LOA_PORT: '0' }, flags);

describe('the 2025 season on embedded engines', () => {
  let first: Run;
  beforeAll(async () => {
    first = await run('--out', out);
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const ledger = () => ledgerOf(out);

  test('loses, doubles and leaves over nothing by the count of the oracle', () => {
    expect(first.output).toMatch(
      /21 bulletins in, [1-9]\d* deliveries; expected [1-9]\d*, lost 0, doubled 0, unexpected 0, bulletins unsettled 0/,
    );
    expect(first.status).toBe(0);
  });
  test('leaves at the far end one e-mail or SMS per row of the ledger', () => {
    const mails = readdirSync(join(out, 'email'));
    const sms = readFileSync(join(out, 'sms.jsonl'), 'utf8').trim().split('\n');
    const rows = ledger();
    expect(mails).toHaveLength(rows.filter((row) => row[4] === 'email').length);
    expect(sms).toHaveLength(rows.filter((row) => row[4] === 'sms').length);
    expect(rows.every((row) => row[8] === (row[4] === 'email' ? 'no-receipt-on-this-route' : 'delivered'))).toBe(true);
    expect(sms.every((line) => /^DIỄN TẬP|^EXERCISE/.test((JSON.parse(line) as { text: string }).text))).toBe(true);
  });
  test('publishes every warning as CAP that the schema and the checker take, and the feeds with them', () => {
    const files = readdirSync(join(out, 'warnings')).filter((name) => name.endsWith('.xml'));
    expect(files.length).toBe(readdirSync(join(out, 'warnings')).length / 2);
    const findings = files.flatMap((name): unknown[] => {
      const read = readCap(readFileSync(join(out, 'warnings', name)));
      return read.kind === 'refused' ? [name, read.says] : [...read.findings, ...check(read.alert, { strict: true })];
    });
    expect(findings).toEqual([]);
    const feed = readFeed(readFileSync(join(out, 'feeds', 'exercise', 'cap.atom')));
    expect(feed.kind === 'refused' ? feed.says : feed.entries.length).toBe(files.length);
    expect(readFileSync(join(out, 'feeds', 'cap.atom'), 'utf8')).not.toContain('<entry>');
  });
  test('tells nobody a second time of what Kalmaegi’s second bulletin repeats', () => {
    expect(ledger().filter((row) => /kalmaegi-r[0-9a-f]+\.1$/.test(row[0] ?? '')).length).toBeGreaterThan(0);
    const again = ledger().filter((row) => /kalmaegi-r[0-9a-f]+\.2$/.test(row[0] ?? ''));
    expect(again).toEqual([]);
  });
  test('tells people at sea of Bualoi on 26 September, and no citizen who is on land only', async () => {
    const db = await openPglite({ dataDir: join(folder, 'data', 'postgres') });
    const people = await replayLedgerTable(db).registry();
    await db.close();
    // The special zones are islands, and lie in the sea areas that were warned.
    const isOnLand = (unit: string): boolean => (communeOf(unit) ?? { type: 'đặc khu' }).type !== 'đặc khu';
    const onLand = people.filter((one) => one.audience === 'citizen' && one.units.every(isOnLand)).map((one) => String(one.id));
    expect(onLand.length).toBeGreaterThan(PEOPLE / 2);
    const told = ledger().filter((row) => /bualoi-r[0-9a-f]+\.1$/.test(row[0] ?? ''));
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((row) => onLand.includes(row[2] ?? ''))).toEqual([]);
  });
  test('logs no address and no number', () => {
    expect(first.log).not.toBe('');
    expect(first.log).not.toMatch(/[\w.+-]+@[\w-]+\.\w+|\+999\d+|\+84\d+/);
  });
  test('runs a second time on the same data', async () => {
    const second = await run();
    expect(second.output).toMatch(/lost 0, doubled 0, unexpected 0, bulletins unsettled 0/);
    expect(second.output).not.toContain('forecaster key');
    expect(second.status).toBe(0);
  }, 240_000);
});
