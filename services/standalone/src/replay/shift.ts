/** A bulletin of a replay file, as JSON: read by its shape only, since intake checks it. */
export interface ReplayBulletin {
  readonly issuer: string;
  readonly family: string;
  readonly event: { readonly id: string; readonly name?: unknown };
  readonly sequence: number;
  readonly finishedAt: string;
  readonly status: string;
  readonly type: string;
  readonly scope: string;
  readonly hazard: string;
  readonly areas: readonly ReplayArea[];
  readonly replayOf?: object;
}

export interface ReplayArea {
  readonly places: readonly { readonly kind: string; readonly code?: string; readonly name?: string; readonly id?: string }[];
  readonly window: { readonly from: string; readonly to: string };
  readonly onset?: string;
  readonly announcedLevel?: number | readonly [number, number];
  readonly response?: string;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/**
 * A bulletin as it is published in a replay: every instant moved by one offset, so that it is finished when it is published;
 * status Exercise; the event belongs to this run. `replayOf` keeps the originals and is left as it is.
 */
export function shifted(original: ReplayBulletin, publishedAt: Date, run: string): ReplayBulletin {
  const offset = publishedAt.getTime() - Date.parse(original.finishedAt);
  const move = (value: unknown): unknown => {
    if (typeof value === 'string') return INSTANT.test(value) ? new Date(Date.parse(value) + offset).toISOString() : value;
    if (Array.isArray(value)) return value.map(move);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, key === 'replayOf' || key === 'text' ? inner : move(inner)]),
    );
  };
  const moved = move(original) as ReplayBulletin;
  return { ...moved, status: 'Exercise', event: { ...original.event, id: `${original.event.id}-r${run}` } };
}
