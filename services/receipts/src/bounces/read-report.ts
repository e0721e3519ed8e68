import { type ParsedMail, simpleParser } from 'mailparser';

/** What a message to a return path says. */
export type Report =
  /** RFC 3464: not delivered, and nobody tries any more. `status`: RFC 3463, such as 5.1.1. */
  | { readonly kind: 'failed'; readonly status: string }
  | { readonly kind: 'delivered'; readonly status: string }
  /** RFC 5965: somebody called it spam. `returnPath`: of the message complained of, null where the report does not say. */
  | { readonly kind: 'complaint'; readonly returnPath: string | null }
  /** It changes nothing: a delay (the relay goes on trying), an automatic reply, whatever else people and programs write. */
  | { readonly kind: 'ignored'; readonly why: 'delayed' | 'no-report' };

const NO_REPORT: Report = { kind: 'ignored', why: 'no-report' };
const STATUS = /^[245]\.\d{1,3}\.\d{1,3}$/;
/** For a report that gives none: the class of a failure and nothing more (RFC 3463, 3.1). */
const UNKNOWN_FAILURE = '5.0.0';

/** Reads a delivery report or a complaint; every other message is ignored, whatever its words. */
export async function readReport(message: Buffer): Promise<Report> {
  const mail = await simpleParser(message, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, keepDeliveryStatus: true });
  const complaint = partOf(mail, 'message/feedback-report');
  if (complaint !== null) {
    const [fields = new Map<string, string>()] = blocksOf(complaint);
    return { kind: 'complaint', returnPath: /<?([^<>\s]+@[^<>\s]+)>?/.exec(fields.get('original-mail-from') ?? '')?.[1] ?? null };
  }
  const status = partOf(mail, 'message/delivery-status');
  if (status === null) return NO_REPORT;
  // The first block is about the message, each further one about a recipient (RFC 3464, 2.1).
  const recipients = blocksOf(status).slice(1);
  const by = (action: string) => recipients.find((one) => one.get('action')?.toLowerCase() === action);
  const failed = by('failed');
  if (failed !== undefined) return { kind: 'failed', status: statusOf(failed, UNKNOWN_FAILURE) };
  const delivered = by('delivered');
  if (delivered !== undefined) return { kind: 'delivered', status: statusOf(delivered, '2.0.0') };
  return by('delayed') === undefined ? NO_REPORT : { kind: 'ignored', why: 'delayed' };
}

function partOf(mail: ParsedMail, type: string): string | null {
  return mail.attachments.find(({ contentType }) => contentType.toLowerCase() === type)?.content.toString('latin1') ?? null;
}

/** Fields by lower-case name, block by block. */
function blocksOf(text: string): Map<string, string>[] {
  const unfolded = text.replace(/\r\n?/g, '\n').replace(/\n[ \t]+/g, ' ');
  return unfolded
    .split(/\n{2,}/)
    .filter((block) => block.trim() !== '')
    .map(
      (block) =>
        new Map(
          block
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')).trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
        ),
    );
}

/** The status with its comment left out. */
function statusOf(fields: ReadonlyMap<string, string>, otherwise: string): string {
  const [status = ''] = (fields.get('status') ?? '').split(/[\s(]/);
  return STATUS.test(status) ? status : otherwise;
}
