import { isSame, valueAt, without, type Written } from './model.ts';

/** What a sheet opens with. */
export interface Opened {
  readonly written: Written;
  /** The bulletin that it goes on with; null: a new series. */
  readonly base: Written | null;
  /** Its sequence as this page has seen it. */
  readonly after: number;
  /** Of the draft; 0: not saved yet. */
  readonly version: number;
}

/** A bulletin being written on the page, of one series. A page holds one, or several of one event. */
export interface Sheet extends Opened {
  /** Of its draft, and its key on the page. */
  readonly id: string;
  readonly seriesId: string | null;
  /** What it opened with. */
  readonly first: Written;
  /** As it was last saved; null: never. */
  readonly kept: Written | null;
  /** As it was last sent, whatever became of it; null: not yet. */
  readonly given: Written | null;
  /** The bulletin that was taken; null: none yet. */
  readonly sentId: string | null;
  /** Why sending or saving failed the last time; null: it did not. */
  readonly failed: unknown;
}

export const sheetOf = (id: string, seriesId: string | null, opened: Opened): Sheet => ({
  ...opened,
  ...{ id, seriesId, first: opened.written, kept: opened.version === 0 ? null : opened.written },
  ...{ given: null, sentId: null, failed: null },
});

/** The id of the series that a bulletin is of. */
export const seriesOf = (written: Written): string =>
  [written['issuer'], written['family'], valueAt(written, 'event.id')].map(String).join('.');

/** A sheet's bulletin. Another new hazard of the page is of the event that leads it, and as real. */
export const led = ({ written, base, id }: Sheet, leading: Sheet): Written =>
  base === null && id !== leading.id ? { ...written, event: leading.written['event'], status: leading.written['status'] } : written;

/** A sheet's bulletin as it is sent after the sequence `after`. */
export const toSend = (sheet: Sheet, after: number, leading: Sheet): Written => ({
  ...led(sheet, leading),
  ...(sheet.base === null && { sequence: after + 1 }),
});

/** The page without a sheet. The others stay of the event that led it. */
export const withoutSheet = (sheets: readonly Sheet[], id: string, leading: Sheet): readonly Sheet[] =>
  sheets.flatMap((one) => (one.id === id ? [] : [{ ...one, written: led(one, leading) }]));

/**
 * What goes out at `now`. The law's clock begins when the bulletin is finished: now, unless somebody has said otherwise. Sent again
 * unchanged it is the very same, so that it counts once also where the first answer was lost.
 */
export function finished(sheet: Sheet, next: Written, now: string): Written {
  const { given, first } = sheet;
  if (given !== null && isSame(without(given, 'finishedAt'), without(next, 'finishedAt'))) return given;
  return next['finishedAt'] === first['finishedAt'] ? { ...next, finishedAt: now } : next;
}

/** Whether something of it would be lost by leaving. */
export const isUnsaved = ({ sentId, written, kept, first }: Sheet): boolean => sentId === null && !isSame(written, kept ?? first);
