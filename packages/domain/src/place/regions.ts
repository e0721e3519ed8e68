import { z } from 'zod';
import rows from './data/regions.json' with { type: 'json' };

const region = z.strictObject({
  name: z.string(),
  aliases: z.array(z.string()),
  /** False where no printed list of the region's provinces was found: read in texts, never accepted as a target. */
  printed: z.boolean(),
  formerProvinces: z.array(z.string()).min(1),
  /** Former provinces that a part of the region ("tây", "vùng núi") is commonly taken to hold; never exact. */
  parts: z.record(z.string(), z.array(z.string()).min(1)),
});
/** A region of the country as bulletins name it, by former provinces (grouping printed beside the flood stations of Decision 18/2021/QĐ-TTg). */
export type Region = z.output<typeof region>;

const REGIONS: readonly Region[] = z.array(region).parse(rows);

/** All regions. */
export function regions(): readonly Region[] {
  return REGIONS;
}
