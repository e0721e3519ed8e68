import { createHash } from 'node:crypto';
import { aStormArea } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { input, NOW, useBed } from './test-bed.ts';

const { db, bed } = await useBed();
const call = (method: 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, key = bed.forecaster) =>
  bed.http.inject({ method, url, headers: { authorization: `Bearer ${key}` }, ...(payload !== undefined && { payload }) });
const typeOf = ({ body }: { body: string }) => (JSON.parse(body) as { type?: string }).type?.replace('urn:loa:problem:', '');

test('a series is listed with its last bulletin, and read back with the next one as a proposal', async () => {
  await bed.send(input('listed', { announced: undefined } as object));
  await bed.send(input('listed', { sequence: 2, areas: [aStormArea({ parameters: { windForce: 13 } })] }));
  const { series } = (await bed.get('/api/series')).json<{ series: { id: string }[] }>();
  const id = 'nchmf.tropical-cyclone.listed';
  expect(series.find((one) => one.id === id)).toMatchObject({
    ...{ standing: 'waiting', hazard: 'storm', status: 'Test', warning: null },
    last: { sequence: 2, title: { vi: 'tin bão khẩn cấp' } },
    nextDue: { why: 'eight-a-day', by: 'rule-2014' },
  });
  const read = (await bed.get(`/api/series/${id}`)).json<{ bulletins: { bulletin: { sequence: number } }[]; next: object }>();
  expect(read.bulletins.map((one) => one.bulletin.sequence)).toEqual([2, 1]);
  expect(read.next).toMatchObject({ bulletin: { sequence: 3, areas: [{ parameters: { windForce: 13 } }] }, from: `${id}.2` });
});

test('a correction and a quick bulletin in between do not put off the next main bulletin', async () => {
  const near = { type: 'near-east-sea', finishedAt: '2025-11-05T19:00:00.000Z' };
  const due = async (id: string) => {
    const { series } = (await bed.get('/api/series')).json<{ series: { event: { id: string }; nextDue: object }[] }>();
    return series.find((one) => one.event.id === id)?.nextDue;
  };
  await bed.send(input('rhythm', near));
  const next = { at: '2025-11-06T01:00:00.000Z', why: 'four-a-day', by: 'decision-18' };
  expect(await due('rhythm')).toEqual(next);
  await bed.send(input('rhythm', { ...near, sequence: 2, type: 'correction', finishedAt: '2025-11-05T23:40:00.000Z' }));
  expect(await due('rhythm')).toEqual(next);
  await bed.send(input('rhythm', { ...near, sequence: 3, type: 'quick', scope: 'partial', finishedAt: '2025-11-05T23:50:00.000Z' }));
  expect(await due('rhythm')).toEqual(next);
  await bed.send(input('only-quick', { type: 'quick', scope: 'partial', finishedAt: '2025-11-05T19:00:00.000Z' }));
  expect(await due('only-quick')).toMatchObject({ at: '2025-11-05T22:00:00.000Z', by: 'rule-2014' });
});

test('series are listed by when they have to speak again, what is closed or was not issued after all others', async () => {
  await bed.send(input('sooner', { finishedAt: '2025-11-05T20:00:00.000Z' }));
  await bed.send(input('later', { finishedAt: NOW }));
  await bed.send(input('over', { finishedAt: NOW }));
  await db.query(`update bulletins set decision = 'stale' where event_id = 'over'`);
  const { series } = (await bed.get('/api/series')).json<{ series: { event: { id: string } }[] }>();
  const own = series.filter((one) => ['over', 'later', 'sooner'].includes(one.event.id));
  expect(own.map((one) => one.event.id)).toEqual(['sooner', 'later', 'over']);
});

test('a forecaster of another issuer reads nothing back', async () => {
  await bed.send(input('own'));
  const other = await bed.keyOf('nchmf-2').catch(() => null);
  expect(other).toBeNull();
  await db.query(
    `insert into issuers (id, name, authority) values ('other', 'other', '{"hazards":"all","provinces":"all","seaAreas":"all"}')`,
  );
  const key = await bed.keyOf('other');
  expect(typeOf(await bed.get('/api/series/nchmf.tropical-cyclone.own', key))).toBe('issuer-not-yours');
  expect((await bed.get('/api/series', key)).json()).toMatchObject({ series: [] });
});

test('a page that has not seen the newest bulletin cannot send over it; the same bulletin again passes', async () => {
  expect((await bed.send(input('stale'), bed.forecaster, '?after=0')).statusCode).toBe(202);
  expect((await bed.send(input('stale'), bed.forecaster, '?after=0')).statusCode).toBe(202);
  for (const query of ['?after=0', '?after=0&dryRun=true']) {
    const answer = await bed.send(input('stale', { text: { vi: 'khác' } }), bed.forecaster, query);
    expect([answer.statusCode, answer.json()]).toEqual([
      409,
      expect.objectContaining({ type: 'urn:loa:problem:series-moved-on', after: 0, last: 1, id: 'nchmf.tropical-cyclone.stale.1' }),
    ]);
  }
  expect((await bed.send(input('stale', { sequence: 2 }), bed.forecaster, '?after=1')).statusCode).toBe(202);
});

test('a series is extended by one call, once for what was seen', async () => {
  await bed.send(input('longer'));
  const url = '/api/series/nchmf.tropical-cyclone.longer/extension';
  const first = await call('POST', url, { after: 1 });
  expect([first.statusCode, first.json()]).toEqual([202, { id: 'nchmf.tropical-cyclone.longer.2' }]);
  expect(typeOf(await call('POST', url, { after: 1 }))).toBe('series-moved-on');
  const read = await bed.get('/api/series/nchmf.tropical-cyclone.longer');
  expect(read.json<{ bulletins: { bulletin: object }[] }>().bulletins[0]?.bulletin).toMatchObject({
    finishedAt: NOW,
    areas: [{ window: { to: '2025-11-06T15:00:00.000Z' } }],
  });
  await bed.send(input('longer', { sequence: 3, type: 'final', areas: [] }));
  expect(typeOf(await call('POST', url, { after: 3 }))).toBe('series-closed');
});

test('a draft is kept by versions, seen by its issuer alone, and says when its series has moved on', async () => {
  const draft = {
    title: 'Bão số 13',
    seriesId: 'nchmf.tropical-cyclone.draft',
    after: 0,
    version: 0,
    content: { hazard: 'storm', areas: [{}] },
  };
  expect((await call('PUT', '/api/drafts/d-1', draft)).json()).toEqual({ id: 'd-1', version: 1 });
  expect((await call('PUT', '/api/drafts/d-1', { ...draft, version: 1, title: 'Bão số 13, tin 2' })).json()).toEqual({
    id: 'd-1',
    version: 2,
  });
  const late = await call('PUT', '/api/drafts/d-1', { ...draft, version: 1 });
  expect([late.statusCode, late.json()]).toEqual([409, expect.objectContaining({ savedBy: 'desk', savedAt: NOW })]);
  const list = async () => (await bed.get('/api/drafts')).json<{ drafts: object[] }>().drafts;
  expect(await list()).toMatchObject([{ id: 'd-1', title: 'Bão số 13, tin 2', version: 2, stale: false, content: draft.content }]);
  await bed.send(input('draft'));
  expect(await list()).toMatchObject([{ stale: true }]);
  expect((await bed.get('/api/drafts', await bed.keyOf('other'))).json()).toEqual({ drafts: [] });
  expect((await call('DELETE', '/api/drafts/d-1')).statusCode).toBe(204);
  expect(await list()).toEqual([]);
});

test('an official document is what its bytes are, and a bulletin names only one that was handed in', async () => {
  const hand = (bytes: string | Buffer, type: string) =>
    bed.http.inject({
      method: 'POST',
      url: `/api/documents?name=${encodeURIComponent('Tin bão số 13.pdf')}`,
      headers: { authorization: `Bearer ${bed.forecaster}`, 'content-type': type },
      payload: bytes,
    });
  const pdf = Buffer.from('%PDF-1.7 …');
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const kept = await hand(pdf, 'application/octet-stream');
  expect([kept.statusCode, kept.json()]).toEqual([
    201,
    { name: 'Tin bão số 13.pdf', mediaType: 'application/pdf', size: pdf.length, sha256 },
  ]);
  const docx = await hand('PK\u0003\u0004 [Content_Types].xml word/document.xml', 'application/json');
  expect(docx.json()).toMatchObject({ mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' });
  expect(typeOf(await hand('MZ a program', 'application/pdf'))).toBe('document-type');
  expect(typeOf(await hand('PK\u0003\u0004 a ZIP of something', 'application/pdf'))).toBe('document-type');
  expect((await hand(Buffer.alloc(10 * 1024 * 1024 + 1, '%PDF-'), 'application/pdf')).statusCode).toBe(413);

  expect((await bed.send(input('document', { document: kept.json() }))).statusCode).toBe(202);
  const unknown = await bed.send(input('document-2', { document: { ...kept.json<object>(), sha256: '0'.repeat(64) } } as object));
  expect([unknown.statusCode, typeOf(unknown)]).toEqual([422, 'document-unknown']);
});

test('places are offered by what was typed so far, in any spelling, of before the reform too', async () => {
  const offered = async (q: string) =>
    (await bed.get(`/api/places?q=${encodeURIComponent(q)}`)).json<{ places: { at: object; label: { vi: string } }[] }>().places;
  expect((await offered('quang ng')).map(({ label }) => label.vi)).toContain('tỉnh Quảng Ngãi');
  expect(await offered('binh dinh')).toContainEqual(expect.objectContaining({ at: { kind: 'former-province', name: 'Bình Định' } }));
  expect((await offered('tuy ph, bình định')).map(({ at }) => at)).toContainEqual({
    kind: 'former-district',
    name: 'Huyện Tuy Phước',
    province: 'Bình Định',
  });
  expect(await offered('zzz')).toEqual([]);
});
