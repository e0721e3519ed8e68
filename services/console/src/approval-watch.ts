import { nextCall } from '@loa/domain/approval';
import type { Accounts, Approval, Approvals, Audit } from '@loa/domain/ports';
import type { Clock, Logger } from '@loa/runtime';
import type { Alarm } from './alarm.ts';
import type { DutyCall } from './duty-call.ts';

export interface ApprovalWatch {
  /** How many warnings wait, and the longest of them, seconds. */
  waiting(): Promise<{ readonly count: number; readonly oldestS: number }>;
  /** Calls the next approver about each warning that waits and is due, at their duty addresses and by the alarm. */
  look(): Promise<void>;
}

/**
 * Watches what waits for a second person. `look` rejects when the alarm could not be given; whoever was reached by no other way either is then
 * called again.
 */
export function approvalWatch(ports: {
  approvals: Approvals;
  accounts: Pick<Accounts, 'list'>;
  /** At the addresses of an account. */
  dutyCall: DutyCall;
  audit: Pick<Audit, 'note'>;
  alarm: Alarm | null;
  clock: Clock;
  log: Logger;
}): ApprovalWatch {
  const { approvals, accounts, dutyCall, audit, alarm, clock, log } = ports;
  const waitedS = ({ heldSince }: Approval, now: string): number => (Date.parse(now) - Date.parse(heldSince)) / 1_000;
  return {
    async waiting() {
      const now = clock.now().toISOString();
      const open = await approvals.open(now);
      return { count: open.length, oldestS: Math.max(0, ...open.map((one) => waitedS(one, now))) };
    },
    async look() {
      const now = clock.now().toISOString();
      const open = await approvals.open(now);
      if (open.length === 0) return;
      const people = (await accounts.list()).filter(({ disabled, roles }) => !disabled && roles.includes('approver'));
      const due = open.flatMap((one) => {
        const asked = people.filter(({ id, issuer }) => id !== one.sentAccount && (issuer === one.issuer || issuer === one.givenBy));
        const call = nextCall(
          one,
          asked.map(({ name }) => name),
          now,
        );
        return call === null ? [] : [{ one, ...call, account: asked.find(({ name }) => name === call.approver) }];
      });
      if (due.length === 0) return;
      for (const { one, approver } of due) log.error({ warningId: one.warning.id, approver }, 'citizens wait for a second person');
      const ways = await Promise.all(due.map(async ({ one, account }) => (account ? dutyCall(account.id, one, clock.now()) : {})));
      const drill = due.every(({ one }) => one.warning.status === 'Exercise');
      const text = {
        subject: `Loa: ${drill ? 'EXERCISE: ' : ''}citizens wait for a second person (${due.length})`,
        lanes: [],
        held: due.map(({ one, approver }) => ({ warning: one.warning.id, issuer: one.issuer, waitedS: waitedS(one, now), approver })),
      };
      const failed = alarm === null ? null : await alarm(text).then(() => null, asError);
      // After the call: one given twice is better than none.
      for (const [at, { one, approver }] of due.entries()) {
        const called = ways[at] ?? {};
        if (failed !== null && !Object.values(called).includes('accepted')) continue;
        const detail = { approver, ...called, alarm: alarm === null ? 'none' : failed === null ? 'given' : 'failed' };
        await audit.note({ deed: 'approver-called', by: 'Loa', account: null, subject: one.warning.id, detail }, now);
        await approvals.noteCall(one.warning.id, one.calls, now);
      }
      if (failed !== null) throw failed;
    },
  };
}

const asError = (err: unknown): Error => (err instanceof Error ? err : new Error(String(err)));
