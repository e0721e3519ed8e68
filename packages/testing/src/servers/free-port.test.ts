import { expect, test } from 'vitest';
import { freePort } from './free-port.ts';

test('no port is given twice, though nobody listens on it yet', async () => {
  const ports = new Set<number>();
  for (let nth = 0; nth < 2_000; nth += 1) ports.add(await freePort());
  expect(ports.size).toBe(2_000);
});
