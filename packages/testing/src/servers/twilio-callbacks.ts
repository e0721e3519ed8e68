import type { StubMessage } from './twilio-messages.ts';
import type { StubCallbacks } from './twilio-rules.ts';
import { twilioSignature } from './twilio-signature.ts';

/** Words of what has left Twilio's queue. */
const SENT: ReadonlySet<string> = new Set(['sent', 'delivered', 'undelivered']);

/** Sends the status callbacks of accepted messages. */
export function createCallbacks(account: { readonly accountSid: string; readonly authToken: string }) {
  let script: StubCallbacks | null = null;
  let answers: number[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const open = new Set<Promise<void>>();

  async function post(message: StubMessage, status: string, errorCode: number | null): Promise<void> {
    // A URL fragment holds connection overrides for Twilio and is never sent.
    const url = (message.statusCallback ?? '').split('#')[0] ?? '';
    const form: Record<string, string> = {
      AccountSid: account.accountSid,
      ApiVersion: '2010-04-01',
      From: message.from ?? '',
      MessageSid: message.sid,
      MessageStatus: status,
      SmsSid: message.sid,
      SmsStatus: status,
      To: message.to,
    };
    if (message.messagingServiceSid !== null) form['MessagingServiceSid'] = message.messagingServiceSid;
    if (errorCode !== null) form['ErrorCode'] = String(errorCode);
    const headers = { 'x-twilio-signature': twilioSignature(account.authToken, url, form) };
    try {
      const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form), signal: AbortSignal.timeout(15_000) });
      await answer.arrayBuffer();
      answers.push(answer.status);
    } catch {
      answers.push(0);
    }
  }

  return {
    set: (next: StubCallbacks | null) => void (script = next),
    follow(message: StubMessage): void {
      if (script === null) return;
      const { statuses, order, copies, delayMs, errorCode } = script;
      const final = statuses.at(-1);
      const listed = statuses.flatMap((status) => Array.from({ length: copies }, () => status));
      const sequence = order === 'reversed' ? listed.reverse() : listed;
      sequence.forEach((status, index) => {
        const timer = setTimeout(
          () => {
            timers.delete(timer);
            const code = status === 'undelivered' || status === 'failed' ? (errorCode ?? 30008) : null;
            // What the API tells of the message never goes back, whatever the order of the callbacks.
            if (status === final || message.status !== final) message.status = status;
            if (SENT.has(status)) message.sentAt ??= Date.now();
            message.errorCode = code ?? message.errorCode;
            if (message.statusCallback === null) return;
            const sent = post(message, status, code).finally(() => open.delete(sent));
            open.add(sent);
          },
          delayMs * (index + 1),
        );
        timers.add(timer);
      });
    },
    async done(): Promise<void> {
      while (timers.size > 0 || open.size > 0) {
        await Promise.all(open);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    answers: (): readonly number[] => answers,
    clear: () => void (answers = []),
    stop(): void {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
