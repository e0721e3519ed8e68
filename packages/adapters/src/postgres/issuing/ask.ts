import { type Extent, type HoldDecision, joined, type Later, stillStanding } from '@loa/domain/approval';
import { hazardGroup } from '@loa/domain/bulletin';
import type { IssueOptions } from '@loa/domain/ports';
import { isTakenBack, type Warning, type WarningDraft } from '@loa/domain/warning';
import type { Sql } from '../sql.ts';
import { APPROVED, ASK, PEOPLE, WAITING } from './statements.ts';

type Held = Exclude<HoldDecision, { kind: 'passes' }> & { readonly since: string };

/** Decides whether citizens wait for a warning, and since when; null: they do not. People are counted only where the rules have a limit. */
export async function held(
  tx: Sql,
  draft: WarningDraft,
  { decide, rules }: NonNullable<IssueOptions['hold']>,
  now: string,
): Promise<Held | null> {
  const extents = await tx.query<{ extent: Extent }>(APPROVED, [draft.eventId, draft.status, hazardGroup(draft.hazard)]);
  const approved = joined(extents.map(({ extent }) => extent));
  const people = rules.citizensLimit === null ? null : await peopleAt(tx, draft, now);
  const decision = decide({ warning: draft, approved, people, rules, now });
  if (decision.kind === 'passes') return null;
  return { ...decision, since: decision.kind === 'trusted' ? now : await since(tx, draft, decision.asked.units, now) };
}

async function peopleAt(tx: Sql, { entries }: WarningDraft, now: string): Promise<number> {
  const units = entries.filter(({ change }) => !isTakenBack(change)).flatMap((entry) => entry.units);
  return (await tx.query<{ count: number }>(PEOPLE, [units, now]))[0]?.count ?? 0;
}

/** Who waits already does not begin to wait anew with the next bulletin of the series. */
async function since(tx: Sql, { eventId, seriesId, hazard }: WarningDraft, units: readonly string[], now: string): Promise<string> {
  const waiting = await tx.query<{ heldSince: string; units: string[]; later: Later[] }>(WAITING, [eventId, seriesId, now]);
  const asked = new Set(units);
  const before = waiting.filter((one) => stillStanding(one.units, hazard, one.later).some((unit) => asked.has(unit)));
  return before.map(({ heldSince }) => heldSince).reduce((a, b) => (a < b ? a : b), now);
}

/** Keeps that a second person is asked, or that a trusted issuer needs none. */
export async function ask(tx: Sql, { id, eventId, issuer, givenBy }: Warning, { kind, asked, since: heldSince }: Held): Promise<void> {
  const { reason, exceeded, extent, people, units } = asked;
  const trusted = kind === 'trusted' ? ['trusted', givenBy ?? issuer] : [null, null];
  await tx.query(ASK, [id, eventId, heldSince, reason, JSON.stringify(exceeded), extent, people, units, ...trusted]);
}
