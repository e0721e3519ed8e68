import type { Receipt } from '@loa/domain/ports';
import { receipts } from '@loa/domain/topics';
import { attemptOfToken, type Clock, type EventLog, type Hooks } from '@loa/runtime';
import { recordOf } from '../receipt-record.ts';
import { readReport, type Report } from './read-report.ts';

export interface BounceSettings {
  /** `bounces@example.org`: reports come to it with a token behind a plus sign. */
  readonly address: string;
  readonly secret: string;
}

export interface ReportPorts {
  readonly eventLog: EventLog;
  readonly clock: Clock;
  readonly hooks: Hooks;
}

export const REPORT_RESULTS = ['failed', 'delivered', 'complaint', 'delayed', 'no-report', 'unknown'] as const;
export type ReportResult = (typeof REPORT_RESULTS)[number];

/** Relays wait minutes for an answer; milliseconds. */
const DURABLE_WITHIN_MS = 10_000;

/** The attempt that an address of ours names; `nobody` of the plain address, null of every other and of a token not made here. */
export function attemptAt({ address, secret }: BounceSettings, recipient: string): ReturnType<typeof attemptOfToken> | 'nobody' {
  const [local, domain] = halves(address);
  const [given, at] = halves(recipient);
  if (at !== domain) return null;
  if (given === local) return 'nobody';
  return given.startsWith(`${local}+`) ? attemptOfToken(secret, given.slice(local.length + 1)) : null;
}

/** Puts what a message to one of our return paths says into the log; rejects when that cannot be made durable. */
export async function takeReport(
  settings: BounceSettings,
  { eventLog, clock, hooks }: ReportPorts,
  recipient: string,
  message: Buffer,
): Promise<ReportResult> {
  const report = await readReport(message);
  if (report.kind === 'ignored') return report.why;
  // A complaint comes to the plain address: what it is about stands in it, under our token.
  const about = report.kind === 'complaint' && report.returnPath !== null ? report.returnPath : recipient;
  const attempt = attemptAt(settings, about);
  if (attempt === null || attempt === 'nobody') return 'unknown';
  const receipt: Receipt = { ...attempt, at: clock.now().toISOString(), providerId: null, ...saying(report) };
  hooks.reached('before-publish');
  await eventLog.append(receipts.name, [recordOf(receipt)], { deadlineMs: DURABLE_WITHIN_MS });
  hooks.reached('after-publish');
  return report.kind;
}

/** Whoever complains has it. */
function saying(report: Exclude<Report, { kind: 'ignored' }>): Pick<Receipt, 'state' | 'code'> {
  if (report.kind === 'complaint') return { state: 'delivered', code: 'complaint' };
  if (report.kind === 'delivered') return { state: 'delivered', code: null };
  return { state: 'undelivered', code: `dsn-${report.status}` };
}

function halves(address: string): [string, string] {
  const at = address.lastIndexOf('@');
  return [address.slice(0, at).toLowerCase(), address.slice(at + 1).toLowerCase()];
}
