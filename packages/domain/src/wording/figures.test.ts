import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { bulletin, bulletinTypes, type Hazard } from '../bulletin/index.ts';
import { assess } from '../risk/index.ts';
import { allTexts, QUY_NHON } from './test-bed.ts';

/** A warning as the rulebook assesses the parameters at Quy Nhơn, or where `place` says. */
function warningFrom(hazard: Hazard, parameters: unknown, days: number, units: readonly string[]) {
  const from = '2025-11-06T07:00:00+07:00';
  const window = { from, to: new Date(Date.parse(from) + days * 86_400_000).toISOString() };
  const places = units.map((code) => (/^\d/.test(code) ? { kind: 'commune', code } : { kind: 'sea-area', id: code }));
  const parsed = bulletin.parse({
    issuer: 'nchmf',
    family: hazard,
    event: { id: 'one' },
    hazard,
    type: bulletinTypes(hazard)[0]?.id,
    sequence: 1,
    finishedAt: from,
    status: 'Test',
    scope: 'full',
    areas: [{ places, window, parameters }],
  });
  const assessed = assess(parsed);
  if (!assessed.ok) throw new Error(assessed.reason);
  const [area] = assessed.assessment.areas;
  if (area === undefined) throw new Error('nothing was assessed');
  const { verdict, level, source, response } = area;
  return aWarning({ status: 'Actual', hazard, entries: [aWarningEntry({ units: [...units], verdict, level, source, response })] });
}

describe('what is measured or expected is told in both languages', () => {
  test.each<[Hazard, unknown, number, string, string, string[]?]>([
    ['storm', { windForce: 12 }, 1, 'gió cấp 12', 'wind force 12'],
    ['strong-wind-at-sea', { windForce: 8, waveM: 5 }, 1, 'gió cấp 8', 'wind force 8', ['bac-bien-dong']],
    ['surge', { surgeM: 3.5 }, 1, 'nước dâng 3,5 m', 'surge of 3.5 m'],
    ['heavy-rain', { rainMm24h: 450, terrain: 'plain', durationDays: 3 }, 3, 'mưa 450 mm trong 24 giờ', '450 mm in 24 h'],
    ['river-flood', { stage: 3, aboveStageM: 1.2, stationArea: 4 }, 1, 'trên báo động 3 1,2 m', '1.2 m above alarm stage 3'],
    ['flash-flood-landslide', { rainMm24h: 250, rainDaysBefore: 2, susceptibility: 'high' }, 1, '250 mm trong 24 giờ', '250 mm in 24 h'],
    ['heat', { tempMaxC: 41, durationDays: 8 }, 8, '41 °C', '41 °C'],
    ['salt-intrusion', { isoline4Km: 95 }, 5, 'mặn 4‰ vào sâu 95 km', '4‰ 95 km inland', ['31120']],
    ['severe-cold', { tempMeanC: 5, durationDays: 9, terrain: 'plain' }, 9, 'trung bình 5 °C', 'mean of 5 °C', ['00004']],
    ['earthquake', { intensityMsk: 8, setting: 'town' }, 1, 'chấn động cấp VIII (MSK-64)', 'intensity VIII (MSK-64)'],
    ['tsunami', { waveM: 9, intensity: 11 }, 1, 'sóng cao 9 m', 'wave of 9 m'],
  ])('%s', (hazard, parameters, days, vi, en, units = [QUY_NHON]) => {
    const warning = warningFrom(hazard, parameters, days, units);
    expect(warning.entries[0]?.verdict?.kind).toBe('level');
    for (const [language, words] of [
      ['vi', vi],
      ['en', en],
    ] as const) {
      const { mail = '', html = '', loudspeaker = '' } = allTexts(warning, language, { audience: 'citizen' });
      expect(mail.toLowerCase()).toContain(words.toLowerCase());
      expect(html.toLowerCase()).toContain(words.toLowerCase());
      expect(mail).not.toMatch(/giờ tới|next \d/);
      expect(loudspeaker).not.toMatch(/\d/);
    }
  });
});

test('what the reader is not shown as a level is still told as a figure', () => {
  const warning = warningFrom('storm', { windForce: 14 }, 1, [QUY_NHON]);
  const { mail } = allTexts(warning, 'vi', { audience: 'citizen' });
  expect(mail).toContain('Số liệu: Gió cấp 14');
  expect(mail).not.toMatch(/thiên tai cấp|Điều 42/);
});
