import { bytesOf, mailWriter } from '@loa/adapters/smtp';
import type { OutgoingMessage } from '@loa/domain/ports';
import { nthOf, type RawChannel } from './raw-channel.ts';
import { rawConnections } from './raw-smtp.ts';

export interface RawGroupsOptions {
  readonly from: string;
  readonly connections: number;
  readonly groupOf: number;
}

/** As {@link rawSmtp}, many recipients to an envelope: the nth envelope goes to the nth stretch of the messages' recipients. */
export async function rawGroups(
  url: string,
  { from, connections, groupOf }: RawGroupsOptions,
  messages: readonly OutgoingMessage[],
): Promise<RawChannel> {
  const write = mailWriter({ from });
  const mails = await Promise.all(
    Array.from({ length: Math.ceil(messages.length / groupOf) }, async (_, nth) => {
      const of = Array.from({ length: groupOf }, (__, at) => nthOf(messages, nth * groupOf + at));
      const bytes = bytesOf((await write.grouped({ ...nthOf(messages, nth * groupOf), recipients: of }, new Date()))());
      return { to: of.map((one) => one.to), bytes };
    }),
  );
  const open = await rawConnections(url, connections);
  return { ...open, send: (nth) => open.transact(from, nthOf(mails, nth)) };
}
