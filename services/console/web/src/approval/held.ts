import { role } from '@loa/domain/account';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '../api/index.ts';

const named = z.object({ vi: z.string(), en: z.string() });
const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]).nullable();
const outcome = z.enum(['approved', 'refused', 'alone', 'trusted']);

/** A warning that waits, or was answered. */
export const approval = z.object({
  warning: z.string(),
  number: z.number(),
  status: z.enum(['Actual', 'Exercise', 'Test']),
  headline: named,
  bulletin: z.string(),
  issuerName: z.string().optional(),
  issuer: z.string(),
  onset: z.string(),
  reason: z.enum(['level', 'people']),
  exceeded: z.array(z.object({ place: z.string(), name: named, level, approved: z.number().nullable() })),
  people: z.number().nullable(),
  units: z.number(),
  sentBy: z.string().nullable(),
  stand: z.string(),
  heldSince: z.string(),
  waitedS: z.number(),
  aloneFrom: z.string(),
  calls: z.number(),
  answer: z.object({ outcome, at: z.string().nullable(), by: z.string().nullable(), reason: z.string().nullable() }).nullable(),
});
export type Approval = z.output<typeof approval>;

/** True, or the code of why not. */
const may = z.union([z.literal(true), z.string()]);
const rights = z.object({ approve: may, refuse: may, alone: may });
const heldAnswer = z.object({ at: z.string(), held: z.array(approval.extend({ may: rights })) });
export type Held = z.output<typeof heldAnswer>['held'][number];

const texts = z.object({ email: z.object({ subject: z.string(), text: z.string() }), sms: z.string() });
const detail = approval.extend({ citizens: z.number(), texts: z.object({ vi: texts, en: texts }) });
const answered = z.object({ answered: z.array(approval) });

/** What waits now, asked again every five seconds, and so on every screen. */
export const useHeld = () =>
  useQuery({
    queryKey: ['approvals', 'held'],
    queryFn: ({ signal }) => api.get('/api/approvals', heldAnswer, { signal }),
    refetchInterval: 5_000,
  });

export const useDetail = (warning: string) =>
  useQuery({
    queryKey: ['approvals', 'detail', warning],
    queryFn: ({ signal }) => api.get(`/api/approvals/${encodeURIComponent(warning)}`, detail, { signal }),
    staleTime: 60_000,
  });

export const useAnswered = () =>
  useQuery({
    queryKey: ['approvals', 'answered'],
    queryFn: ({ signal }) => api.get('/api/approvals/answered?limit=50', answered, { signal }),
    refetchInterval: 30_000,
  });

export type AnswerName = keyof z.output<typeof rights>;
export const answer = (warning: string, name: AnswerName, reason: string | null) =>
  api.post(`/api/approvals/${encodeURIComponent(warning)}/${name}`, reason === null ? {} : { reason }, approval);

/** Where somebody with these roles sees what waits; null: nowhere. */
export function approvalsPath(roles: readonly z.output<typeof role>[]): string | null {
  if (roles.includes('forecaster') || roles.includes('approver')) return '/desk/approvals';
  return roles.includes('operator') ? '/wall/approvals' : null;
}
