import { bulletinId, hazardGroup, seriesId } from '@loa/domain/bulletin';
import type { Issued, IssueOptions, Issuing } from '@loa/domain/ports';
import type { Assessment } from '@loa/domain/risk';
import { emptyEventState, type EventState, type IssueDecision, type Warning } from '@loa/domain/warning';
import type { Database, Sql } from '../sql.ts';
import { ask, held } from './ask.ts';
import { FIND_BULLETIN, LOCK_EVENT, STORE_DECISION, STORE_ISSUE, TAKE_NUMBER } from './statements.ts';

/** Issuing on PostgreSQL; see the port. */
export function issuingTable(db: Database): Issuing {
  return {
    issue: (assessment, options) =>
      db.transaction(async (tx) => {
        const issued = await decided(tx, assessment, options);
        options.beforeCommit?.();
        return issued;
      }),
  };
}

interface BulletinRow {
  readonly same: boolean;
  readonly decision: Issued['decision'] | null;
  readonly reason: string | null;
  readonly warning: Warning | null;
  readonly issuerName: string | null;
  readonly givenByName: string | null;
}

async function decided(tx: Sql, assessment: Assessment, { decide, hold, now }: IssueOptions): Promise<Issued> {
  const { bulletin } = assessment;
  const [event] = await tx.query<{ state: EventState }>(LOCK_EVENT, [bulletin.event.id, emptyEventState, now]);
  const id = bulletinId(bulletin);
  const [row] = await tx.query<BulletinRow>(FIND_BULLETIN, [id, seriesId(bulletin), bulletin.event.id, bulletin.status, bulletin, now]);
  if (row?.same === false) return { decision: 'sequence-conflict', reason: 'another content stands under this id', again: false };
  if (row?.decision != null) return stored(row, row.decision);
  const decision = decide(assessment, event?.state ?? emptyEventState, now);
  if (decision.kind === 'issue') {
    // Before the number is taken: whoever comes next waits from there on.
    const asked = hold === undefined ? null : await held(tx, decision.draft, hold, now);
    const warning = await store(tx, assessment, decision, { now, ...namesIn(row) });
    if (asked !== null) await ask(tx, warning, asked);
    return { decision: 'issued', warning, again: false };
  }
  await tx.query(STORE_DECISION, [id, decision.kind, decision.reason, now, bulletin.event.id, decision.state]);
  return { decision: decision.kind, reason: decision.reason, again: false };
}

const namesIn = (row: BulletinRow | undefined): Pick<Warning, 'issuerName' | 'givenByName'> => ({
  ...(row?.issuerName != null && { issuerName: row.issuerName }),
  ...(row?.givenByName != null && { givenByName: row.givenByName }),
});

function stored(row: BulletinRow, decision: Issued['decision']): Issued {
  if (decision !== 'issued') return { decision, reason: row.reason ?? '', again: true };
  if (row.warning === null) throw new Error('the bulletin is marked as issued and has no warning');
  return { decision, warning: row.warning, again: true };
}

async function store(
  tx: Sql,
  { bulletin }: Assessment,
  decision: IssueDecision & { kind: 'issue' },
  { now, ...names }: { now: string } & ReturnType<typeof namesIn>,
): Promise<Warning> {
  const { draft } = decision;
  const [counter] = await tx.query<{ last: number }>(TAKE_NUMBER, [draft.status]);
  if (counter === undefined) throw new Error('the status has no counter');
  const id = `${draft.status.toLowerCase()}-${counter.last}`;
  const warning: Warning = { ...draft, id, number: counter.last, ...names };
  await tx.query(STORE_ISSUE, [
    id,
    draft.status,
    counter.last,
    draft.bulletinId,
    draft.seriesId,
    draft.eventId,
    hazardGroup(bulletin.hazard),
    draft.issuer,
    draft.msgType,
    draft.action,
    warning,
    now,
    draft.onset,
    draft.expiresAt,
    decision.stateAfter({ id }),
    decision.cancels,
  ]);
  return warning;
}
