import type { Assessment } from '../risk/assessment.ts';

/**
 * What a bulletin says, as text: equal for two bulletins that say the same of the same places, whatever their number, time of
 * issue, order of areas or of keys. Places as the bulletin names them, so that a whole country stays short.
 */
export function contentKey({ bulletin, areas }: Assessment): string {
  const verdicts = areas.map(({ window, onset, level, source, response, units }) =>
    canonical({ window, onset, level, source, response, size: units.length }),
  );
  // Keys that are undefined are left out of the text.
  const unnumbered = { ...bulletin, sequence: undefined, finishedAt: undefined, replayOf: undefined, givenBy: undefined };
  return canonical({ ...unnumbered, areas: bulletin.areas.map(canonical).sort(), verdicts: verdicts.sort() });
}

/** JSON with the keys of every object in order: what came back from a database need not have kept it. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
