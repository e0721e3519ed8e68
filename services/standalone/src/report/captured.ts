import { bytesOf, mailWriter } from '@loa/adapters/smtp';
import type { Channel } from '@loa/domain/audience';
import type { OutgoingMessage } from '@loa/domain/ports';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What reached the far end of the capture channels: counted by delivery, and written to a folder where one is given. */
export interface Captured {
  readonly add: (channel: Channel, message: OutgoingMessage) => void;
  /** Times each delivery went out. */
  readonly counts: ReadonlyMap<number, number>;
  /** Writes what is still held back. Rejects when something could not be written. */
  flush(): Promise<void>;
}

/** `out`: e-mails go to `email/<delivery>.eml`, SMS as JSON lines to `sms.jsonl`. */
export function collectCaptured(out: string | null): Captured {
  const counts = new Map<number, number>();
  const write = mailWriter({ from: 'Loa <loa@example.com>' });
  // One after another: thousands of files open at once are more than most systems allow.
  let mails: Promise<void> = Promise.resolve();
  let sms: string[] = [];
  if (out !== null) {
    mkdirSync(join(out, 'email'), { recursive: true });
    writeFileSync(join(out, 'sms.jsonl'), '');
  }
  const flushSms = (): void => {
    if (out !== null && sms.length > 0) appendFileSync(join(out, 'sms.jsonl'), sms.join(''));
    sms = [];
  };
  return {
    counts,
    async flush() {
      flushSms();
      await mails;
    },
    add(channel, message) {
      counts.set(message.deliveryId, (counts.get(message.deliveryId) ?? 0) + 1);
      if (out === null) return;
      if (channel === 'email')
        mails = mails.then(async () =>
          writeFile(
            join(out, 'email', `${message.deliveryId}.eml`),
            bytesOf((await write.personal(message, new Date(message.issuedAt)))()),
          ),
        );
      else if (
        channel === 'sms' &&
        sms.push(
          `${JSON.stringify({ delivery: message.deliveryId, warning: message.warningId, to: message.to, text: message.content.text })}\n`,
        ) >= 1_000
      )
        flushSms();
    },
  };
}
