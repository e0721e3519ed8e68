import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '../api/index.ts';

const place = z.object({
  ...{ unit: z.string(), name: z.string(), province: z.string().nullable(), warning: z.string() },
  ...{ need: z.number(), deliveries: z.number(), reached: z.number(), score: z.number() },
});
export type Place = z.output<typeof place>;
const province = z.object({
  ...{ province: z.string().nullable(), units: z.number(), unreached: z.number(), score: z.number() },
});
export type ProvinceStanding = z.output<typeof province>;
const answer = z.object({ places: z.array(place), provinces: z.array(province) });

/** Who has not been reached, over all warnings in force; asked anew every ten seconds. */
export function useUnreached(status: 'Actual' | 'Exercise') {
  return useQuery({
    queryKey: ['unreached', status],
    queryFn: ({ signal }) => api.get(`/api/unreached?status=${status}`, answer, { signal }),
    refetchInterval: 10_000,
  });
}
