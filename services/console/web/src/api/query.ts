import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.ts';

/** Who is logged in is kept under this key. */
export const SESSION_KEY = ['session'] as const;

/** What was asked for is kept and asked again here. Refusals are final; silence and outages are tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      networkMode: 'always',
      retry: (count, error) => error instanceof ApiProblem && (error.status === 0 || error.status >= 500) && count < 5,
      retryDelay: (count) => Math.min(1_000 * 2 ** count, 10_000),
    },
    // A change is never sent twice by itself.
    mutations: { networkMode: 'always', retry: false },
  },
});
