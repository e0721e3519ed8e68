import {
  bulletin,
  bulletinTypes,
  certainty,
  type Certainty,
  type Hazard,
  hazardIds,
  type Response,
  response,
  status,
} from '@loa/domain/bulletin';
import { communes, formerProvinces, isSeaArea, provinces, seaAreas, type Unit } from '@loa/domain/place';
import { assess } from '@loa/domain/risk';
import { type Change, change, decideIssue, emptyEventState, type EventState, isTakenBack, type Warning } from '@loa/domain/warning';
import { aWarning, aWarningEntry } from '@loa/testing/builders';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capSamples, program } from '../test-bed.ts';
import type { Area, WarningKey, WarningToWrite } from '../index.ts';
import { type AlertSettings, VIET_NAM_ARC } from './settings.ts';

export const SETTINGS: AlertSettings = {
  arc: VIET_NAM_ARC,
  sender: 'canh-bao@loa.example',
  senderName: { vi: 'Loa thử nghiệm', en: 'Loa under test' },
  publicUrl: 'https://loa.example/public',
  contact: 'canh-bao@loa.example',
};

const ROOT = new URL('../../../../', import.meta.url);

/** Whether documents cannot be validated here, for want of the schema or of xmllint; printed. */
export const schemaMissing = (): boolean => capSamples() === null || program('xmllint') === null;

/** Validates documents against the CAP 1.2 schema, all in one run of xmllint; returns what it complains of, empty when all are valid. */
export function schemaComplaints(documents: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'loa-cap-'));
  try {
    const files = documents.map((document, at) => {
      const file = `${String(at)}.xml`;
      writeFileSync(join(folder, file), document);
      return file;
    });
    execFileSync('xmllint', ['--noout', '--nonet', '--schema', join(capSamples() ?? '', 'schema', 'CAP-v1.2.xsd'), ...files], {
      cwd: folder,
      stdio: 'pipe',
    });
    return '';
  } catch (error) {
    return error instanceof Error && 'stderr' in error ? String(error.stderr).slice(0, 4000) : String(error);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every warning of the published season, decided bulletin by bulletin as the deduplicator does. */
export function seasonWarnings(): WarningToWrite[] {
  const lines = readFileSync(new URL('services/standalone/fixtures/season-2025.jsonl', ROOT), 'utf8').trimEnd().split('\n');
  const states = new Map<string, EventState>();
  const issued: Warning[] = [];
  for (const line of lines) {
    const one = bulletin.parse(JSON.parse(line));
    const assessed = assess(one);
    if (!assessed.ok) throw new Error(assessed.reason);
    const decision = decideIssue(assessed.assessment, states.get(one.event.id) ?? emptyEventState, one.finishedAt);
    if (decision.kind !== 'issue') continue;
    const number = issued.length + 1;
    const id = `${one.status.toLowerCase()}-${String(number)}`;
    issued.push({ ...decision.draft, id, number });
    states.set(one.event.id, decision.stateAfter({ id }));
  }
  return issued.map((warning) => ({ warning, earlier: issued }));
}

const NOW = Date.parse('2025-11-06T00:00:01.250Z');
const later = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();

const POOLS: readonly (readonly Unit[])[] = [
  ...provinces().map((one) => communes().flatMap(({ province, code }) => (province === one.code ? [code] : []))),
  ...formerProvinces().map((one) => communes().flatMap(({ formerProvince, code }) => (formerProvince === one.name ? [code] : []))),
  ...seaAreas().flatMap(({ id, islands }) => (isSeaArea(id) ? [[id], [id, ...islands]] : [])),
];
/** Every commune of the country. */
export const WHOLE_COUNTRY: readonly Unit[] = communes().map((one) => one.code);

/** The units that the codes of an area stand for, as a reader of the profile's page would take them. */
export function unitsOf({ geocode }: Area): Unit[] {
  return geocode.flatMap(({ valueName, value }) => {
    if (valueName === 'VN-PROVINCE') return communes().flatMap(({ province, code }) => (province === value ? [code] : []));
    if (valueName === 'VN-FORMER-PROVINCE')
      return communes().flatMap(({ formerProvince, code }) => (formerProvince === value ? [code] : []));
    return [value];
  });
}

const somePlaces = fc.oneof(
  fc.constantFrom(...POOLS),
  fc.subarray([...WHOLE_COUNTRY.filter((_, at) => at % 97 === 0)], { minLength: 1, maxLength: 12 }),
  fc.tuple(fc.constantFrom(...POOLS), fc.nat()).map(([pool, at]) => (pool.length === 1 ? pool : pool.toSpliced(at % pool.length, 1))),
);
const text = fc.oneof(
  fc.constantFrom('Tin bão khẩn cấp & gió < cấp 12.\r\nDòng hai "cuối".', 'Mưa\u0000 lớn \ud800!', '🌀 giật > cấp 17'),
  fc.string({ unit: 'binary', maxLength: 400 }),
);
interface Draft {
  readonly places: readonly Unit[];
  readonly change: Change;
  readonly level: number | null;
  readonly source: 'announced' | 'proposed';
  readonly clause: string | null;
  readonly response: Response;
  readonly certainty: Certainty | undefined;
  /** Minutes from now. */
  readonly onset: number;
  readonly hours: number;
}
const draft: fc.Arbitrary<Draft> = fc.record({
  places: somePlaces,
  change: fc.constantFrom(...change.options),
  level: fc.constantFrom(null, 1, 2, 3, 4, 5),
  source: fc.constantFrom('announced' as const, 'proposed' as const),
  clause: fc.constantFrom('42.2.b', '44.1.a', 'cap.severity.Severe', null),
  response: fc.constantFrom(...response.options),
  certainty: fc.constantFrom(undefined, ...certainty.options),
  onset: fc.integer({ min: -600, max: 6000 }),
  hours: fc.integer({ min: 1, max: 120 }),
});
const head = fc.record(
  {
    text: fc.record({ vi: text, en: text }, { requiredKeys: ['vi'] }),
    urgency: fc.constantFrom('Immediate' as const, 'Expected' as const, 'Future' as const),
    order: fc.constant({ authority: 'Ủy ban nhân dân tỉnh Gia Lai', text: 'Sơ tán khu vực ven biển.', at: later(-30) }),
    storm: fc.constantFrom({ centre: { windForce: 11 } }, { centre: { windForce: [13, 14] as [number, number] } }, { centre: {} }),
    replayOf: fc.constant({ id: 'storm-1', finishedAt: later(-900), publisher: 'NCHMF', source: 'https://nchmf.gov.vn/' }),
    eventName: fc.constantFrom({ vi: 'Bão số 13 (Kalmaegi)', en: 'Storm no. 13 (Kalmaegi)' }, { vi: 'Đợt mưa & lũ' }),
  },
  { requiredKeys: [] },
);

const anyWarning = fc
  .record({
    hazard: fc.constantFrom(...hazardIds),
    type: fc.nat(),
    status: fc.constantFrom(...status.options),
    msgType: fc.constantFrom('Alert' as const, 'Update' as const, 'Cancel' as const),
    number: fc.integer({ min: 50, max: 90_000 }),
    drafts: fc.array(draft, { minLength: 1, maxLength: 6 }),
    earlier: fc.integer({ min: 1, max: 8 }),
    standing: fc.array(fc.record({ hazard: fc.constantFrom(...hazardIds), draft }), { maxLength: 2 }),
    head,
  })
  .map(({ hazard, type, status, msgType, number, drafts, earlier, standing, head }): WarningToWrite => {
    const types = bulletinTypes(hazard);
    const taken = new Set<Unit>();
    const entries = drafts.flatMap(({ places, clause, onset, hours, level, source, certainty: sure, ...rest }) => {
      const units = places.filter((unit) => !taken.has(unit));
      for (const unit of units) taken.add(unit);
      const back = isTakenBack(rest.change);
      const shown = back ? null : level;
      const begins = back ? 0 : onset;
      const verdict =
        clause === null || shown === null
          ? null
          : {
              kind: 'level' as const,
              level: shown,
              article: 42,
              clause,
              status: 'confirmed' as const,
              met: { vi: 'gió cấp 12', en: 'wind force 12' },
            };
      const times = { onset: later(begins), expiresAt: later(Math.max(begins, back ? 180 : 0) + hours * 60) };
      const own = { ...rest, response: back ? ('Monitor' as const) : rest.response, ...(!back && sure && { certainty: sure }) };
      return units.length === 0
        ? []
        : [aWarningEntry({ ...own, ...times, units, level: shown, source: shown === null ? null : source, verdict })];
    });
    const before = msgType === 'Alert' ? [] : Array.from({ length: earlier }, (_, at) => keyOf(status, number - 1 - at, -60 * (at + 1)));
    const warning = aWarning({
      hazard,
      status,
      msgType,
      number,
      bulletinType: types[type % types.length]?.id ?? '',
      issuedAt: later(0),
      entries,
      references: before.map((one) => one.id),
      ...(msgType === 'Update' && standing.length > 0 && { standing: standing.map(standingOf) }),
      ...(hazard === 'other' && { hazardName: { vi: 'mưa sao băng', en: 'meteor shower' } }),
      ...head,
    });
    return { warning, earlier: before };
  });

function standingOf({ hazard, draft: { places, level, source, response, onset, hours } }: { hazard: Hazard; draft: Draft }) {
  return {
    units: [...places],
    hazard,
    level,
    source: level === null ? null : source,
    verdict: null,
    response,
    onset: later(onset),
    expiresAt: later(Math.max(onset, 0) + hours * 60),
  };
}

const keyOf = (of: Warning['status'], number: number, minutes: number): WarningKey => ({
  id: `${of.toLowerCase()}-${String(number)}`,
  number,
  status: of,
  issuedAt: later(minutes),
});

/** Warnings of all hazards, levels, changes, places and statuses; the same on every machine. */
export function generatedWarnings(count: number): WarningToWrite[] {
  return fc.sample(anyWarning, { numRuns: count, seed: 20_251_106 });
}
