import { z } from 'zod';
import { api } from '../api/index.ts';

const cursor = z.object({ status: z.string(), lag: z.number(), lagS: z.number(), failures: z.number() });
const outlet = z.object({
  ...{ id: z.number(), name: z.string(), contact: z.string(), confirmed: z.boolean() },
  way: z.object({ kind: z.enum(['webhook', 'email', 'websub', 'feed']) }),
  ...{ standing: z.enum(['waiting', 'approved', 'blocked']), standingReason: z.string().nullable() },
  cursors: z.array(cursor),
});
/** Whether its path has worked of late is reckoned for the list alone. */
const listed = outlet.extend({ proved: z.boolean() });
export type Outlet = z.output<typeof listed>;

export const OUTLETS_KEY = ['outlets'];
export const listOutlets = async ({ signal }: { readonly signal: AbortSignal }): Promise<Outlet[]> =>
  (await api.get('/api/outlets', z.object({ outlets: z.array(listed) }), { signal })).outlets;

/** What whoever registers writes of an outlet. */
export interface Profile {
  readonly name: string;
  readonly contact: string;
  readonly way: { readonly kind: string; readonly url?: string; readonly address?: string };
  readonly statuses: readonly string[];
  readonly language: string;
}

/** Keys of an outlet, shown once. */
const keys = z.object({
  ...{ outlet, token: z.string(), secret: z.string().optional() },
  confirmation: z.enum(['sent', 'not-sent', 'none']).default('none'),
});
export type Keys = z.output<typeof keys>;

export const register = (profile: Profile): Promise<Keys> => api.post('/api/outlets', profile, keys);
export const anotherToken = (id: number): Promise<Keys> => api.post(`/api/outlets/${String(id)}/token`, {}, keys);
export const approve = (id: number) => api.post(`/api/outlets/${String(id)}/approve`, {}, z.unknown());
export const end = (id: number, reason: string) => api.post(`/api/outlets/${String(id)}/block`, { reason }, z.unknown());
