import { aBulletinInput, aStormArea, type StormAreaInput } from '@loa/testing/builders';

const HOUR = 3_600_000;
/** When the bulletins of this run were finished. */
const START = Date.now();

/** An instant so many hours after the run's bulletins were finished. */
export const hours = (count: number): string => new Date(START + count * HOUR).toISOString();

/** An area of a storm bulletin: a former province at an announced level, from `onset` hours ahead until two days ahead. */
export function inProvince(name: string, level: number, onset = 12, more: Partial<StormAreaInput> = {}): StormAreaInput {
  return aStormArea({
    places: [{ kind: 'former-province', name }],
    window: { from: hours(onset), to: hours(48) },
    announcedLevel: level,
    ...more,
  });
}

/** {@link inProvince}, of one commune. */
export const inCommune = (code: string, level: number, onset = 12): StormAreaInput =>
  inProvince('', level, onset, { places: [{ kind: 'commune', code }] });

/** A storm bulletin of an exercise over `areas`; each sequence is finished a second later. */
export function aStorm(event: string, sequence: number, areas: StormAreaInput[], more: Parameters<typeof aBulletinInput>[0] = {}) {
  return aBulletinInput({
    event: { id: event, name: { vi: 'Bão diễn tập', en: 'Storm of an exercise' } },
    sequence,
    finishedAt: new Date(START + sequence * 1_000).toISOString(),
    status: 'Exercise',
    areas,
    ...more,
  });
}
