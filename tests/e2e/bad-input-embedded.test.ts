import { bulletins } from '@loa/domain/topics';
import { aSubscriber } from '@loa/testing/builders';
import { afterAll, beforeAll, describe } from 'vitest';
import { badInputOverHttp } from './bad-input.ts';
import { badRecordsInTheLog } from './bad-records.ts';
import { type EmbeddedBed, embeddedBed } from './embedded-bed.ts';

let bed: EmbeddedBed;
beforeAll(async () => {
  bed = await embeddedBed({ people: [aSubscriber()] });
});
afterAll(() => bed.stop());

describe('bad input over HTTP, on embedded engines', () => badInputOverHttp(() => bed));

describe('bad records in the embedded log', () => {
  const append = (key: string, value: Uint8Array): Promise<void> =>
    bed.eventLog.append(bulletins.name, [{ key, id: `somebody-else-${value.byteLength}`, value }], { deadlineMs: 5_000 });
  badRecordsInTheLog(() => bed, append, /2105344 bytes; bulletins takes 2097152/);
});
