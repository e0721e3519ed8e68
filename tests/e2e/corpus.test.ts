import { readFileSync } from 'node:fs';
import { bulletinId } from '@loa/domain/bulletin';
import { communes, isSeaArea, seaAreas } from '@loa/domain/place';
import { aSubscriber } from '@loa/testing/builders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { corpusRecord, exerciseOf, readRecord } from '../../services/classifier/src/corpus/index.ts';
import { type ReplayBulletin, shifted } from '../../services/standalone/src/replay/shift.ts';
import { type EmbeddedBed, embeddedBed } from './embedded-bed.ts';

const CORPUS = new URL('../../services/classifier/fixtures/bulletins-public.jsonl', import.meta.url);
const EVERYWHERE = [...communes().map((one) => one.code), ...seaAreas().flatMap((one) => (isSeaArea(one.id) ? [one.id] : []))];
const body = (id: number, audience: 'agency' | 'media') => aSubscriber({ id, audience, units: EVERYWHERE, phone: undefined });
const AGENCY = 'subscriber-1@example.com';
const MEDIA = 'subscriber-2@example.com';

const exercises = readFileSync(CORPUS, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => {
    const record = corpusRecord.parse(JSON.parse(line));
    return { id: record.id, exercise: exerciseOf(readRecord(record)) };
  });
const ready = exercises.flatMap(({ id, exercise }) => (exercise.ok ? [{ id, bulletin: exercise.bulletin }] : []));

let bed: EmbeddedBed;
beforeAll(async () => {
  bed = await embeddedBed({ people: [body(1, 'agency'), body(2, 'media')] });
});
afterAll(() => bed.stop());

test('every one of 64 published bulletins is read', () => {
  expect(exercises.flatMap(({ id, exercise }) => (exercise.ok ? [] : [[id, exercise.region, exercise.reason]]))).toEqual([]);
  expect(ready).toHaveLength(64);
});

test('a reading wider than the text is marked as reconstructed, and every bulletin is an exercise', () => {
  for (const { bulletin } of ready) expect(bulletin.status).toBe('Exercise');
  const wider = ready.filter(({ bulletin }) => bulletin.areas.some((area) => area.reconstructed?.includes('places')));
  expect(wider.length).toBeGreaterThan(0);
});

test('every line, with a level or without, is issued and reaches agencies and media', { timeout: 180_000 }, async () => {
  const without: string[] = [];
  for (const { id, bulletin } of ready) {
    const now = new Date();
    const sent = shifted({ ...bulletin, issuer: 'nchmf' } as ReplayBulletin, now, 'corpus') as typeof bulletin & ReplayBulletin;
    expect(await bed.send(sent)).toBe(bulletinId(sent));
    const way = await bed.settled(bulletinId(sent));
    expect([id, way.decision, await bed.toldOf(way.id)]).toEqual([id, 'issued', [AGENCY, MEDIA]]);
    if (way.level === null) without.push(id);
  }
  // Earthquakes of official level 0, whose intensity is not told.
  expect(without).toEqual(['earthquake-20241007-1', 'earthquake-20241126-1']);
});
