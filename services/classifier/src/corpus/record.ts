import { z } from 'zod';

const text = z.string('expected a text').min(1, 'expected a text');
const numbers = z.record(z.string(), z.unknown(), 'expected an object of numbers by name');
/** A field that may be absent or null. */
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);
const list = <T extends z.ZodType>(schema: T) =>
  z
    .array(schema, 'expected a list')
    .nullish()
    .transform((value) => value ?? []);

/** A date (`2025-11-06`) or a date-time with an offset. */
const date = z
  .string('expected a date or a date-time with an offset')
  .refine((value) => /^\d{4}-\d{2}-\d{2}(T.*(Z|[+-]\d{2}:?\d{2}))?$/.test(value) && !Number.isNaN(Date.parse(value)), {
    error: 'expected a date, or a date-time with an offset, such as 2025-11-06T08:00:00+07:00',
  });
const level = z.int('expected a level from 0 to 5').min(0, 'expected a level from 0 to 5').max(5, 'expected a level from 0 to 5');

const officialLevel = z
  .looseObject({
    region: maybe(text),
    level: maybe(level),
    level_range: maybe(z.tuple([level, level], 'expected a range [low, high] of levels')),
    valid_to: maybe(date),
    /** Named where one level covers several hazards. */
    hazards: maybe(z.union([text, z.array(text)])),
  })
  .refine(({ level_range: range }) => range === undefined || range[0] <= range[1], {
    path: ['level_range'],
    error: 'expected [low, high]',
  });
export type OfficialLevel = z.output<typeof officialLevel>;

const step = z.looseObject({ at: maybe(date), lat: maybe(z.number()), lon: maybe(z.number()), place: maybe(z.string()) });

/**
 * A line of the corpus of published bulletins. Only what is needed to say of what it speaks must be there; numbers are read
 * field by field ({@link parametersFrom}), so that fields that nobody knows change nothing.
 */
export const corpusRecord = z.looseObject({
  id: text,
  hazard: text,
  issued_at: date,
  source_url: maybe(z.string()),
  publisher: maybe(z.string()),
  event: maybe(z.string()),
  regions: list(text),
  parameters: numbers.nullish().transform((value) => value ?? {}),
  parameters_by_region: list(numbers),
  forecast_steps: list(step),
  window: maybe(
    z.looseObject({
      from: maybe(date),
      to: maybe(date),
      hours: maybe(z.union([z.number().positive(), z.array(z.number().positive()).min(1)])),
      days: maybe(z.union([z.number().positive(), z.array(z.number().positive()).min(1)])),
    }),
  ),
  official_levels: list(officialLevel),
});
export type CorpusRecord = z.output<typeof corpusRecord>;
/** Numbers and words of one region, river or station, or of the whole bulletin, by the corpus's field names. */
export type Fields = Readonly<Record<string, unknown>>;
