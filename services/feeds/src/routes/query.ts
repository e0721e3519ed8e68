import { type FeedFilter, feedFilter } from '@loa/domain/warning';
import { z } from 'zod';

export const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, 'expected a whole number')
  .transform(Number);

const list = z.string().transform((text) => text.split(','));

/** `province=52,66&hazard=storm&level=3`; see {@link feedFilter}. */
export const filterQuery = z.object({
  province: list.pipe(feedFilter.shape.provinces.unwrap()).optional(),
  hazard: list.pipe(feedFilter.shape.hazards.unwrap()).optional(),
  level: wholeNumber.pipe(feedFilter.shape.leastLevel.unwrap()).optional(),
});

/** The filter that a query asks for. */
export function filterOf({ province, hazard, level }: z.output<typeof filterQuery>): FeedFilter {
  return {
    ...(province !== undefined && { provinces: province }),
    ...(hazard !== undefined && { hazards: hazard }),
    ...(level !== undefined && { leastLevel: level }),
  };
}
