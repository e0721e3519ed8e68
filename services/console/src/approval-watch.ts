import { nextCall } from '@loa/domain/approval';
import type { Accounts, Approval, Approvals } from '@loa/domain/ports';
import type { Clock, Logger } from '@loa/runtime';
import type { Alarm } from './alarm.ts';

export interface ApprovalWatch {
  /** How many warnings wait, and the longest of them, seconds. */
  waiting(): Promise<{ readonly count: number; readonly oldestS: number }>;
  /** Calls the next approver about each warning that waits and is due. */
  look(): Promise<void>;
}

/** Watches what waits for a second person. `look` rejects when nobody could be called, and is then tried again. */
export function approvalWatch(ports: {
  approvals: Approvals;
  accounts: Pick<Accounts, 'list'>;
  alarm: Alarm | null;
  clock: Clock;
  log: Logger;
}): ApprovalWatch {
  const { approvals, accounts, alarm, clock, log } = ports;
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
        return call === null ? [] : [{ one, ...call }];
      });
      if (due.length === 0) return;
      for (const { one, approver } of due) log.error({ warningId: one.warning.id, approver }, 'citizens wait for a second person');
      const drill = due.every(({ one }) => one.warning.status === 'Exercise');
      await alarm?.({
        subject: `Loa: ${drill ? 'EXERCISE: ' : ''}citizens wait for a second person (${due.length})`,
        lanes: [],
        held: due.map(({ one, approver }) => ({ warning: one.warning.id, issuer: one.issuer, waitedS: waitedS(one, now), approver })),
      });
      // After the call: one given twice is better than none.
      for (const { one } of due) await approvals.noteCall(one.warning.id, one.calls, now);
    },
  };
}
