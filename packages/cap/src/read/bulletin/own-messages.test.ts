import { bulletinType } from '@loa/domain/bulletin';
import { resolvePlace, seaAreas } from '@loa/domain/place';
import { isTakenBack, type Warning } from '@loa/domain/warning';
import { describe, expect, test } from 'vitest';
import { alertOf } from '../../write/alert-of.ts';
import { generatedWarnings, seasonWarnings, SETTINGS } from '../../write/test-bed.ts';
import { toXml } from '../../write/to-xml.ts';
import { reading } from '../test-bed.ts';
import { toBulletin } from './to-bulletin.ts';

const MAPPING = { issuer: 'tinh-gia-lai', country: 'VN', validHours: 24 };
const ISLANDS = new Set(seaAreas().flatMap((one) => one.islands));

const read = [...seasonWarnings(), ...generatedWarnings(400)].map((one) => {
  const made = toBulletin(reading(toXml(alertOf(one, SETTINGS))).alert, MAPPING);
  return { warning: one.warning, made };
});
/** An instant without its fraction, which CAP does not write. */
const second = (instant: string) => instant.slice(0, 19);
const announced = ({ source, level }: Warning['entries'][number]) => (source === 'announced' ? level : null);

function bulletinOf({ warning, made }: (typeof read)[number]) {
  if (made.kind === 'refused') throw new Error(`${warning.id}: ${JSON.stringify(made.findings)}`);
  return made.bulletin;
}

/** `unit level onset end` of each unit, islands of sea areas left out: a sea area stands for itself and them. */
const lines = (rows: readonly { units: readonly string[]; level: number | null; onset: string; end: string }[]) =>
  rows
    .flatMap(({ units, level, onset, end }) =>
      units.filter((unit) => !ISLANDS.has(unit)).map((unit) => `${unit} ${level ?? '-'} ${second(onset)} ${second(end)}`),
    )
    .toSorted();

describe('what Loa wrote, read by another Loa', () => {
  test('is a bulletin of the series and number that it names, of its hazard, under the issuer of the source', () => {
    expect(read.length).toBeGreaterThan(400);
    for (const one of read) {
      const { issuer, family, event, sequence, hazard, status } = bulletinOf(one);
      expect([`${family}.${event.id}.${sequence}`, hazard, status, issuer]).toEqual([
        one.warning.bulletinId.split('.').slice(1).join('.'),
        one.warning.hazard,
        one.warning.status,
        'tinh-gia-lai',
      ]);
    }
  });

  test('warns of the same places at the same levels and times, and of no others', () => {
    const warns = read.filter(({ warning }) => warning.msgType !== 'Cancel' && warning.entries.some((one) => !isTakenBack(one.change)));
    expect(warns.length).toBeGreaterThan(200);
    for (const one of warns) {
      const entries = one.warning.entries.filter(({ change }) => !isTakenBack(change));
      const areas = bulletinOf(one).areas.map(({ places, announcedLevel, onset, window }) => ({
        units: places.flatMap((place) => {
          const resolved = resolvePlace(place);
          return resolved.ok ? resolved.units : [];
        }),
        level: typeof announcedLevel === 'number' ? announcedLevel : null,
        onset: onset ?? window.from,
        end: window.to,
      }));
      expect(lines(areas)).toEqual(lines(entries.map((entry) => ({ ...entry, level: announced(entry), end: entry.expiresAt }))));
    }
  });

  test('keeps its bulletin type where what it does fits the type', () => {
    for (const one of read) {
      const action = bulletinType(one.warning.hazard, one.warning.bulletinType)?.action;
      const closes = one.warning.msgType === 'Cancel' || one.warning.entries.every(({ change }) => isTakenBack(change));
      if (!closes && (action === 'issue' || action === 'correct')) expect(bulletinOf(one).type).toBe(one.warning.bulletinType);
    }
  });

  test('speaks for a part of its series where others places of it stand, else for all of it', () => {
    // A quick bulletin that only takes back is read as the last one, which names what it closes.
    const isQuick = ({ bulletinType: type, entries }: Warning) => type === 'quick' && entries.some(({ change }) => !isTakenBack(change));
    const scopes = read.map((one) => [(one.warning.standing ?? []).length > 0 || isQuick(one.warning), bulletinOf(one)] as const);
    const issues = scopes.filter(([, { areas }]) => areas.length > 0);
    expect(issues.filter(([partly, { scope }]) => (scope === 'partial') !== partly)).toEqual([]);
    expect(new Set(issues.map(([partly]) => partly)).size).toBe(2);
  });
});
