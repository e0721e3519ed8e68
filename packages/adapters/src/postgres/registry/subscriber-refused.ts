import { type Registration, registration, type Subscriber, subscriber } from '@loa/domain/audience';
import type { SubscriberInput } from '@loa/domain/ports';
import { expectations, type Expectation } from '@loa/runtime';
import type { z } from 'zod';

/** A subscriber that does not fit: which of those given (from 0), and its fields. Never a value: they are addresses. */
class SubscriberRefused extends Error {
  override readonly name = 'SubscriberRefused';
  readonly code = 'subscriber-refused';
  readonly index: number;
  readonly errors: readonly Expectation[];
  constructor(index: number, errors: readonly Expectation[]) {
    super(`subscriber ${index}: ${errors.map(({ path, expected }) => `${path}: expected ${expected}`).join('; ')}`);
    this.index = index;
    this.errors = errors;
  }
}

/** Throws {@link SubscriberRefused}. */
export function checkedSubscriber(given: SubscriberInput, index: number): Subscriber {
  const result = subscriber.safeParse(given);
  if (!result.success) throw new SubscriberRefused(index, expectations(result.error));
  return result.data;
}

/** Throws {@link SubscriberRefused}. */
export function checkedRegistration(given: z.input<typeof registration>): Registration {
  const result = registration.safeParse(given);
  if (!result.success) throw new SubscriberRefused(0, expectations(result.error));
  return result.data;
}
