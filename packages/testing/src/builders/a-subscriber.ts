import { type Subscriber, subscriber } from '@loa/domain/audience';
import type { z } from 'zod';

/** A citizen of the ward Quy Nhơn who reads Vietnamese and has both channels; numbers and addresses reach nobody. */
export function aSubscriber(overrides: Partial<z.input<typeof subscriber>> = {}): Subscriber {
  const id = overrides.id ?? 1;
  return subscriber.parse({
    id,
    audience: 'citizen',
    language: 'vi',
    email: `subscriber-${String(id)}@example.com`,
    phone: `+999${String(id).padStart(9, '0')}`,
    units: ['21583'],
    ...overrides,
  });
}
